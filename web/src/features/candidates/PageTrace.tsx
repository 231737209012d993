import { useIntoView } from './scroll';
import { useTranslation } from 'react-i18next';
import type { Field, Resume } from './api';
import css from './candidates.module.css';

const WIDTH = 900;

/** The marks of a page: one for each place, for the selected field where several were read from it. */
function boxesOf(resume: Resume, page: number, selected: Field | null) {
  const boxes = new Map<string, { field: Field; box: number[] }>();
  for (const field of resume.fields) {
    for (const { page: at, box } of field.quotes) {
      if (at !== page || !box) continue;
      const place = box.join();
      if (!boxes.has(place) || field.path === selected?.path) boxes.set(place, { field, box });
    }
  }
  return [...boxes.values()];
}

/** The pictures of the pages, with what became a field marked; the marks of the selected one stand out. */
export function PageTrace({ resume, selected, select }: { resume: Resume; selected: Field | null; select: (field: Field) => void }) {
  const { t } = useTranslation(['candidates', 'common']);
  const mark = useIntoView<HTMLButtonElement>(selected);
  return (
    <>
      {resume.pages.map((page, index) => {
        const boxes = boxesOf(resume, index + 1, selected);
        return (
          <div key={index} className={css.pagePicture} style={{ aspectRatio: `${page.width} / ${page.height}` }}>
            <img
              src={`/api/v1/resumes/current/versions/${resume.version}/pages/${index + 1}?width=${WIDTH}`}
              alt={t('page.alt', { page: index + 1, count: resume.pages.length })}
              width={WIDTH}
              height={Math.round((WIDTH * page.height) / page.width)}
              loading={index === 0 ? 'eager' : 'lazy'}
            />
            {boxes.map(({ field, box: [left = 0, top = 0, right = 0, bottom = 0] }, number) => {
              const isSelected = selected?.path === field.path;
              return (
                <button
                  key={number}
                  ref={isSelected ? mark : undefined}
                  type="button"
                  className={css.box}
                  data-selected={isSelected || undefined}
                  // The list of fields is the way with the keyboard and for those who hear the page.
                  tabIndex={-1}
                  aria-hidden
                  onClick={() => select(field)}
                  style={{
                    left: `${(100 * left) / page.width}%`,
                    top: `${(100 * top) / page.height}%`,
                    width: `${(100 * (right - left)) / page.width}%`,
                    height: `${(100 * (bottom - top)) / page.height}%`,
                  }}
                />
              );
            })}
          </div>
        );
      })}
    </>
  );
}
