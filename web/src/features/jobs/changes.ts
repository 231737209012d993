import type { Schemas } from '@/api/client';

type Version = Schemas['PostingVersion'];

export interface Change {
  field: string;
  before: string | null;
  after: string | null;
  /** A text that is too long to stand twice. */
  isLong: boolean;
}

/** The fields of one change as before and after; after is what the next change found, or what the posting says now. */
export function changesOf(item: Schemas['JobChangeItem'], after: Partial<Version>): Change[] {
  return item.fields.map((field) => ({
    field,
    before: textOf(item.before[field as keyof Version]),
    after: textOf(after[field as keyof Version]),
    isLong: field === 'description',
  }));
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (Array.isArray(value)) return value.join('; ') || null;
  if (typeof value === 'object') return (value as { text?: string }).text ?? null;
  return String(value);
}
