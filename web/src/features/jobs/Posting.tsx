import { useMemo } from 'react';
import { blocksOf } from './posting';
import css from './jobs.module.css';

/** A posting in its own words. */
export function Posting({ description }: { description: string }) {
  const blocks = useMemo(() => blocksOf(description), [description]);
  return (
    <div className={css.posting} dir="auto">
      {blocks.map((block, index) => {
        if (block.kind === 'heading') return <h3 key={index}>{block.text}</h3>;
        if (block.kind === 'text') return <p key={index}>{block.text}</p>;
        return (
          <ul key={index}>
            {block.items.map((item, number) => (
              <li key={number}>{item}</li>
            ))}
          </ul>
        );
      })}
    </div>
  );
}
