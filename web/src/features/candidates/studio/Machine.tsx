import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNote, Rows, ui } from '@/shared';
import { machineQuery, type Proof } from './api';
import { pointerOf, wordsAt } from './misread';
import { useFieldName } from './names';
import type { Content } from './own';
import type { Look } from './search';
import css from './studio.module.css';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What our own reader, a machine like those of employers, makes of the printed pages. */
export function Machine({ proof: { fields, misread }, content, version, look }: { proof: Proof; content: Content; version: number; look: Look }) {
  const { t } = useTranslation(['studio', 'common']);
  const nameOf = useFieldName();
  const machine = useQuery(machineQuery(version, look));
  const Icon = misread.length === 0 ? IconCheck : IconAlertTriangle;
  return (
    <section className={css.machine} aria-label={t('view.machine')}>
      <p>
        <Icon {...icon} className={misread.length === 0 ? ui.tonePine : ui.toneOchre} />{' '}
        <strong>{t('machine.read', { count: fields, read: fields - misread.length })}</strong>{' '}
        <span className={ui.muted}>{misread.length === 0 ? t('machine.allRight') : t('machine.misread')}</span>
      </p>
      {misread.length > 0 && (
        <ul className={css.misread}>
          {misread.map((path) => {
            const read = wordsAt(machine.data?.content as Content | undefined, path);
            return (
              <li key={path}>
                <span className={ui.strong}>{nameOf(pointerOf(path))}</span>
                <Words label={t('machine.yours')} words={wordsAt(content, path)} />
                {machine.data && (read ? <Words label={t('machine.readAs')} words={read} /> : <span className={ui.muted}>{t('machine.noField')}</span>)}
              </li>
            );
          })}
        </ul>
      )}
      <h3>{t('machine.text')}</h3>
      {machine.isPending && <Rows count={6} words={t('machine.reading')} />}
      {machine.error && <ProblemNote error={machine.error} retry={() => void machine.refetch()} />}
      <ol className={css.lines} dir="auto">
        {machine.data?.lines.map((line, index) => (
          <li key={index}>{line.text}</li>
        ))}
      </ol>
    </section>
  );
}

function Words({ label, words }: { label: string; words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <span>
      <span className={ui.muted}>{label}</span> <q className={css.words} dir="auto">{words}</q>
    </span>
  );
}
