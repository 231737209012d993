import { IconHeadset, IconLock, IconRefresh, IconServer } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageTitle, ui } from '@/shared';
import { parseAsGuest } from './api';
import { DropZone } from './DropZone';
import { keepDropped } from './guest';
import { LandingSearch } from './LandingSearch';
import css from './candidates.module.css';

const SAMPLES = {
  nurse: new URL('../../../../samples/resumes/ama-boateng-nurse.docx', import.meta.url).href,
  engineer: new URL('../../../../samples/resumes/mira-okonjo-software-engineer.pdf', import.meta.url).href,
  electrician: new URL('../../../../samples/resumes/tomas-lindqvist-electrician.pdf', import.meta.url).href,
};

/** What a guest sees first: drop a resume, and see what can be made of it. */
export function LandingPage() {
  const { t } = useTranslation(['candidates', 'common']);
  const navigate = useNavigate();
  const show = async (parsed: Parameters<typeof keepDropped>[0]['parsed'], file: File, took: number) => {
    keepDropped({ name: file.name, took, parsed }, file);
    await navigate({ to: '/fit' });
  };
  const trySample = async (address: string) => {
    const response = await fetch(address);
    const name = decodeURIComponent(address.split('/').at(-1) ?? 'resume').replace(/-[\w-]{8}(\.\w+)$/, '$1');
    const file = new File([await response.blob()], name);
    const began = performance.now();
    await show(await parseAsGuest(file, () => undefined).done, file, performance.now() - began);
  };
  const icon = { size: 18, stroke: 1.75, 'aria-hidden': true } as const;
  return (
    <div className={css.landing}>
      <div className={css.hero}>
        <div className={css.display}>
          <PageTitle title={t('landing.title')} tab={t('landing.tab')} />
        </div>
        <p>{t('landing.intro')}</p>
      </div>
      <div className={css.landingCard}>
        <div className={css.dropSide}>
          <DropZone title={t('landing.drop')} send={parseAsGuest} onRead={(parsed, file, took) => void show(parsed, file, took)}>
            <p className={css.promise}>
              <IconLock size={15} stroke={1.75} aria-hidden /> <span>{t('landing.promise')}</span>
            </p>
            <p className={css.samples}>
              <span>{t('landing.noResume')}</span>{' '}
              {(['nurse', 'engineer', 'electrician'] as const).map((name) => (
                <button key={name} type="button" className={ui.link} onClick={() => void trySample(SAMPLES[name])}>
                  {t(`landing.sample.${name}`)}
                </button>
              ))}
            </p>
          </DropZone>
        </div>
        <div className={css.searchSide}>
          <LandingSearch />
        </div>
      </div>
      <ul className={css.reasons}>
        <li>
          <IconRefresh {...icon} />
          <div>
            <h3>{t('landing.boards')}</h3>
            <p>{t('landing.boardsIntro')}</p>
          </div>
        </li>
        <li>
          <IconHeadset {...icon} className={ui.toneClay} />
          <div>
            <h3>{t('landing.people')}</h3>
            <p>{t('landing.peopleIntro')}</p>
          </div>
        </li>
        <li>
          <IconServer {...icon} />
          <div>
            <h3>{t('landing.own')}</h3>
            <p>{t('landing.ownIntro')}</p>
          </div>
        </li>
      </ul>
    </div>
  );
}
