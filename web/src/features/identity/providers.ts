/** The providers of social sign-in among what a server offers, as it names them. */
export function providersOf(external: Record<string, boolean> | undefined): string[] {
  const offered = Object.entries(external ?? {}).filter(([name, isOn]) => isOn && name !== 'email' && name !== 'phone');
  return offered.map(([name]) => name);
}

const NAMES: Record<string, string> = {
  azure: 'Microsoft',
  bitbucket: 'Bitbucket',
  github: 'GitHub',
  gitlab: 'GitLab',
  linkedin: 'LinkedIn',
  workos: 'WorkOS',
};

/** The name that people know. Some have an older and a newer protocol, which is nothing to them. */
export function nameOf(provider: string): string {
  const plain = provider.replace(/_oidc$/, '');
  return NAMES[plain] ?? plain.charAt(0).toUpperCase() + plain.slice(1);
}
