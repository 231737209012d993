import { useIntoView } from './scroll';
import type { Field, Reading } from './api';
import css from './candidates.module.css';

/** The lines as they were read: complete by itself, for those who do not see the page, and for formats without pages. */
export function TextView({ reading, selected, select }: {
  reading: Reading;
  selected: Field | null;
  select: (field: Field) => void;
}) {
  const marked = useIntoView<HTMLElement>(selected);
  const fieldAt = (line: number) => reading.fields.find((field) => field.quotes.some((quote) => quote.line === line));
  return (
    <ol className={css.text} dir="auto">
      {reading.lines.map((line, index) => {
        const field = fieldAt(index);
        const isSelected = selected?.quotes.some((quote) => quote.line === index) ?? false;
        return (
          <li key={index} data-selected={isSelected || undefined}>
            {field ? (
              // The list of fields is the way with the keyboard; this one is for the hand.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
              <mark ref={isSelected ? marked : undefined} onClick={() => select(field)}>{line.text}</mark>
            ) : (
              <span data-unused={!line.is_used || undefined}>{line.text}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
