import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import css from './ui.module.css';

/** The shape of a list that is on its way; after a second, words say what is going on. */
export function Rows({ count = 4, words }: { count?: number; words: string }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css.rows} aria-busy="true">
      {Array.from({ length: count }, (_, row) => (
        <div key={row}>
          <Skeleton height={14} width={`${78 - ((row * 17) % 30)}%`} animate={false} />
          <Skeleton height={12} mt={8} width={`${46 - ((row * 11) % 20)}%`} animate={false} />
        </div>
      ))}
      <p role="status">{isLong ? words : ' '}</p>
    </div>
  );
}
