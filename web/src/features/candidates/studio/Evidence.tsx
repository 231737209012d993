import { useTranslation } from 'react-i18next';
import { Quote, ui } from '@/shared';
import type { Evidence as Proof } from './api';
import { pointerOf } from './misread';
import { useGroupName } from './names';
import { type Content, entryWith, says } from './own';

/** Where in a resume something stands: the position and the employer, or the part. */
export function usePlace(content: Content) {
  const groupOf = useGroupName();
  return (path: string, words: string[]): string =>
    entryWith(content, words) ?? groupOf(pointerOf(`${/^\w+/.exec(path)?.[0]}[0]`).split('/')[1] ?? path);
}

/** The words of the resume that prove something, with their place, and how many more there are. */
export function Evidence({ content, evidence }: { content: Content; evidence: Proof[] }) {
  const { t } = useTranslation(['studio', 'common']);
  const placeOf = usePlace(content);
  const [first, ...others] = evidence;
  if (!first) return null;
  const { path, text } = first;
  const place = placeOf(path, [text]);
  return (
    <>
      {/* A position with its employer is no quotation: the resume does not say both in one. */}
      {says(content, text) ? <Quote source="resume" text={text} place={place} /> : `${text} (${place})`}
      {others.length > 0 && <span className={`${ui.muted} ${ui.small}`}> {t('evidence.more', { count: others.length })}</span>}
    </>
  );
}
