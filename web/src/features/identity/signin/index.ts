// Where people sign in: at this server, or at the project of Supabase that keeps its accounts. One interface, two
// implementations; the second one, with supabase-js, is loaded only where a project is configured.
import { queryOptions } from '@tanstack/react-query';
import { api, ok, queryClient, type Schemas } from '@/api/client';
import { embedded } from './embedded';

/** A project of Supabase, as its clients name it. */
export type SupabaseProject = Schemas['AuthIdentityProvider'];

export interface Registration {
  email: string;
  password: string;
  full_name: string | null;
}

export interface Enrollment {
  id: string;
  secret: string;
  /** A picture of the QR code: SVG. */
  qr_code: string;
}

/** Each act ends with this browser signed in by the cookies of this server, whoever checked the credentials. */
export interface SignIn {
  withPassword: (email: string, password: string) => Promise<'done' | 'factor'>;
  /** The second step, with the code of now. */
  proveFactor: (code: string) => Promise<void>;
  /** The second step with a code that was kept; `null` where there are none. */
  recover: ((code: string) => Promise<void>) | null;
  register: (registration: Registration) => Promise<'done' | 'confirm'>;
  /** After a registration: the code of the mail. */
  confirm: (email: string, code: string) => Promise<void>;
  askNewPassword: (email: string) => Promise<void>;
  setNewPassword: (email: string, code: string, password: string) => Promise<void>;
  changePassword: (before: string, after: string) => Promise<void>;
  /** The address that begins a sign-in with a social account, which comes back to `back`. */
  socialAddress: (provider: string, back: string) => Promise<string>;
  /** Ends a sign-in with a social account, when this page was come back to; says whether it was. */
  finishSocial: () => Promise<boolean>;
  enroll: (name: string) => Promise<Enrollment>;
  /** The recovery codes that come with the first factor; none where there are none. */
  proveEnrollment: (factorId: string, code: string) => Promise<string[]>;
  removeFactor: (id: string) => Promise<void>;
}

export const settingsQuery = queryOptions({
  queryKey: ['auth-settings'],
  staleTime: Infinity,
  queryFn: () => ok(api.GET('/auth/v1/settings')),
});

let loaded: Promise<SignIn> | undefined;

/** The one that this installation uses. */
export async function signInHere(): Promise<SignIn> {
  const { identity_provider: project } = await queryClient.ensureQueryData(settingsQuery);
  if (!project) return embedded;
  loaded ??= import('./supabase').then(({ supabase }) => supabase(project));
  return loaded;
}
