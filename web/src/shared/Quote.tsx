import { IconBriefcase, IconFileText } from '@tabler/icons-react';
import css from './ui.module.css';

/** Words of a document, to the letter, with the part that counts marked and the place they stand at. */
export function Quote({ source, text, marks, place }: {
  source: 'resume' | 'posting';
  text: string;
  /** Each from a character to before another. Without any, all of it. */
  marks?: readonly (readonly [number, number])[];
  place?: string;
}) {
  const Icon = source === 'resume' ? IconFileText : IconBriefcase;
  return (
    <span>
      <q className={`${css.quote} ${css[source]}`} dir="auto">
        {pieces(text, marks ?? [[0, text.length]]).map(({ piece, isMarked, at }) =>
          isMarked ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
        )}
      </q>{' '}
      {place && (
        <span className={css.place}>
          <Icon size={14} stroke={1.75} aria-hidden /> {place}
        </span>
      )}
    </span>
  );
}

/** Cuts a text at its marks. */
export function pieces(text: string, marks: readonly (readonly [number, number])[]) {
  const letters = Array.from(text);
  const found: { piece: string; isMarked: boolean; at: number }[] = [];
  let at = 0;
  const add = (to: number, isMarked: boolean) => {
    if (to > at) found.push({ piece: letters.slice(at, to).join(''), isMarked, at });
    at = Math.max(at, to);
  };
  for (const [from, to] of [...marks].sort((one, other) => one[0] - other[0])) {
    add(Math.min(from, letters.length), false);
    add(Math.min(to, letters.length), true);
  }
  add(letters.length, false);
  return found;
}
