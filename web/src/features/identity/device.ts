const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** Which browser it probably was, from what it says of itself. */
export function deviceOf(userAgent: string): { name: string | undefined; isPhone: boolean } {
  const found = (names: readonly (readonly [RegExp, string])[]) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [found(BROWSERS), found(SYSTEMS)];
  const name = [browser, system].filter(Boolean).join(', ') || userAgent.split(/[\s/]/)[0] || undefined;
  return { name, isPhone: /Android|iPhone|Mobile/.test(userAgent) };
}
