import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { pictureQuery } from './api';
import type { Look } from './search';
import css from './studio.module.css';

/** Width to height. */
const RATIOS = { a4: '210 / 297', letter: '8.5 / 11' } as const;

/** A page in print. Its place is there before the picture is, so that nothing moves. */
export function Picture({ version, look, page, width, alt }: { version: number; look: Look; page: number; width: number; alt: string }) {
  const picture = useQuery(pictureQuery(version, look, page, width));
  const address = useAddress(picture.data);
  return (
    <span className={css.picture} style={{ aspectRatio: RATIOS[look.paper ?? 'a4'] }} aria-busy={picture.isPending || undefined}>
      {address && <img src={address} alt={alt} />}
    </span>
  );
}

/** An address of something that is here already, for as long as it is shown. */
function useAddress(blob: Blob | undefined): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
