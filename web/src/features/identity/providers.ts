/** The providers of social sign-in among what a server offers. */
export function providersOf(external: Record<string, boolean> | undefined): string[] {
  const offered = Object.entries(external ?? {}).filter(([name, isOn]) => isOn && name !== 'email' && name !== 'phone');
  return offered.map(([name]) => name.replace(/_oidc$/, ''));
}

export function nameOf(provider: string): string {
  const known: Record<string, string> = { google: 'Google', github: 'GitHub', linkedin: 'LinkedIn' };
  return known[provider] ?? provider;
}
