const ACCENTS: Record<string, string> = { a: 'å', e: 'é', i: 'î', o: 'ö', u: 'û', c: 'ç', n: 'ñ', A: 'Å', E: 'É', O: 'Ö', S: 'Š' };

/** Texts that are 40 % longer and still readable, for a look at what does not fit; or from right to left. */
export function pseudo(texts: unknown, isRightToLeft: boolean): Record<string, unknown> {
  return map(texts, isRightToLeft ? (text) => `\u202e${text}\u202c` : longer) as Record<string, unknown>;
}

function map(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, map(inner, change)]));
}

function longer(text: string): string {
  // What is inserted stays as it is.
  const accented = text.replace(/\{\{[^}]*\}\}|<[^>]*>|\$t\([^)]*\)|[a-zA-Z]/g, (part) => ACCENTS[part] ?? part);
  return `${accented} ${'~'.repeat(Math.ceil(text.length * 0.4))}`;
}
