import { type AuthError, createClient, type Session } from '@supabase/supabase-js';
import { api, ok } from '@/api/client';
import { ProblemError } from '@/api/problem';
import type { SignIn, SupabaseProject } from '.';

/** The answer, or the refusal of the project as a problem. */
function given<A extends { data: unknown; error: AuthError | null }>({ data, error }: A): Extract<A, { error: null }>['data'] {
  if (!error) return data;
  if (error.name === 'AuthRetryableFetchError' && !error.status) throw ProblemError.offline();
  throw new ProblemError({ status: error.status ?? 400, code: error.code ?? 'unauthorized', detail: error.message });
}

/** A project of Supabase keeps the accounts. Its client only signs in: the session is handed to our server at once, which
 *  keeps the tokens in its cookies, so that no script ever finds them and the rest of the pages is the same. */
export function supabase({ url, anon_key }: SupabaseProject): SignIn {
  const { auth } = createClient(url, anon_key, {
    auth: {
      persistSession: true,
      autoRefreshToken: false,
      detectSessionInUrl: false,
      flowType: 'pkce',
      storage: verifierAlone(),
    },
  });

  /** The refresh token can be used once: from here on it is our server's. */
  async function handOver(session: Session | null) {
    if (!session) throw new ProblemError({ status: 401, code: 'unauthorized' });
    await ok(api.POST('/api/v1/auth/refresh', { body: { refresh_token: session.refresh_token } }));
  }

  async function current(): Promise<Session | null> {
    return given(await auth.getSession()).session;
  }

  /** The session of the cookies, for an act at the project. */
  async function borrow() {
    const { access_token, refresh_token } = await ok(api.POST('/api/v1/auth/refresh', { body: {} }));
    given(await auth.setSession({ access_token, refresh_token }));
  }

  async function prove(factorId: string, code: string) {
    given(await auth.mfa.challengeAndVerify({ factorId, code }));
    await handOver(await current());
  }

  return {
    withPassword: async (email, password) => {
      const { session } = given(await auth.signInWithPassword({ email, password }));
      const { currentLevel, nextLevel } = given(await auth.mfa.getAuthenticatorAssuranceLevel());
      if (currentLevel !== nextLevel) return 'factor';
      await handOver(session);
      return 'done';
    },
    proveFactor: async (code) => {
      const factor = given(await auth.mfa.listFactors()).totp[0];
      if (!factor) throw new ProblemError({ status: 401, code: 'unauthorized' });
      await prove(factor.id, code);
    },
    recover: null,
    register: async ({ email, password, full_name }) => {
      const { session } = given(await auth.signUp({ email, password, options: { data: full_name ? { full_name } : {} } }));
      if (!session) return 'confirm';
      await handOver(session);
      return 'done';
    },
    confirm: async (email, token) => {
      const { session } = given(await auth.verifyOtp({ email, token, type: 'email' }));
      await handOver(session);
    },
    askNewPassword: async (email) => {
      given(await auth.resetPasswordForEmail(email));
    },
    setNewPassword: async (email, token, password) => {
      given(await auth.verifyOtp({ email, token, type: 'recovery' }));
      given(await auth.updateUser({ password }));
      await auth.signOut({ scope: 'local' });
    },
    changePassword: async (before, password) => {
      await ok(api.POST('/api/v1/auth/reauthenticate', { body: { password: before } }));
      await borrow();
      given(await auth.updateUser({ password }));
      await handOver(await current());
    },
    socialAddress: async (provider, redirectTo) => {
      const options = { redirectTo, skipBrowserRedirect: true };
      return given(await auth.signInWithOAuth({ provider: provider as 'github', options })).url;
    },
    finishSocial: async () => {
      const code = new URLSearchParams(location.search).get('code');
      if (!code) return false;
      const { session } = given(await auth.exchangeCodeForSession(code));
      await handOver(session);
      return true;
    },
    enroll: async (friendlyName) => {
      await borrow();
      const { id, totp } = given(await auth.mfa.enroll({ factorType: 'totp', friendlyName }));
      await handOver(await current());
      return { id, secret: totp.secret, qr_code: svgOf(totp.qr_code) };
    },
    proveEnrollment: async (factorId, code) => {
      await borrow();
      await prove(factorId, code);
      return [];
    },
    removeFactor: async (factorId) => {
      await borrow();
      given(await auth.mfa.unenroll({ factorId }));
      await handOver(await current());
    },
  };
}

/** The client wraps the picture into an address, as it is. */
function svgOf(address: string): string {
  return address.replace(/^data:image\/svg\+xml;[^,]*,/, '');
}

/** Keeps what a sign-in elsewhere needs on its way back; a session stays in memory. */
function verifierAlone() {
  const memory = new Map<string, string>();
  return {
    getItem: (key: string) => memory.get(key) ?? sessionStorage.getItem(key),
    setItem: (key: string, value: string) => {
      if (key.endsWith('-code-verifier')) sessionStorage.setItem(key, value);
      else memory.set(key, value);
    },
    removeItem: (key: string) => {
      memory.delete(key);
      sessionStorage.removeItem(key);
    },
  };
}
