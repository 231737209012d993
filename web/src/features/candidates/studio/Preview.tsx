import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Rows, ui } from '@/shared';
import { Views } from '../Views';
import { type Change, proofQuery } from './api';
import { fitOf } from './fit';
import { FitMeter } from './FitMeter';
import { Machine } from './Machine';
import type { Content } from './own';
import { Picture } from './Picture';
import { PrintProblem } from './PrintProblem';
import { lookOf, type StudioSearch, USUAL_PAGES } from './search';

const WIDTH = 1000;

/** The pages as they are printed, how they fit, and beside them what a machine reads. */
export function Preview({ version, content, search, change, trims, isChanged }: {
  version: number;
  content: Content;
  search: StudioSearch;
  change: (change: Partial<StudioSearch>) => void;
  /** What would be left out to fit the pages. */
  trims: Change[];
  /** Whether there are changes that these pages do not have yet. */
  isChanged: boolean;
}) {
  const { t } = useTranslation(['studio', 'common']);
  const look = lookOf(search);
  const proof = useQuery(proofQuery(version, look));
  return (
    <>
      <Views
        label={t('view.label')}
        views={{ page: t('view.page'), machine: t('view.machine') }}
        shown={search.view ?? 'page'}
        show={(view) => change({ view: view === 'machine' ? view : undefined })}
      />
      {proof.error && <PrintProblem error={proof.error} retry={() => void proof.refetch()} />}
      {proof.isPending && <Rows count={8} words={t('view.printing')} />}
      {proof.data && !proof.error && (
        <>
          <FitMeter fit={fitOf(proof.data, search.pages ?? USUAL_PAGES)} trims={trims} />
          <p className={`${ui.muted} ${ui.small}`}>{isChanged ? t('view.without', { version }) : t('view.of', { version })}</p>
          {search.view === 'machine' ? (
            <Machine proof={proof.data} content={content} version={version} look={look} />
          ) : (
            Array.from({ length: proof.data.pages }, (_, index) => (
              <Picture
                key={index}
                version={version}
                look={look}
                page={index + 1}
                width={WIDTH}
                alt={t('view.alt', { page: index + 1, count: proof.data.pages })}
              />
            ))
          )}
        </>
      )}
    </>
  );
}
