import { api, ok } from '@/api/client';
import type { SignIn } from '.';

/** This server keeps the accounts. */
export const embedded: SignIn = {
  withPassword: async (email, password) => {
    const tokens = await ok(api.POST('/api/v1/auth/login', { body: { email, password } }));
    return tokens.mfa_required ? 'factor' : 'done';
  },
  proveFactor: async (code) => {
    await ok(api.POST('/api/v1/auth/mfa/verify', { body: { code } }));
  },
  recover: async (code) => {
    await ok(api.POST('/api/v1/auth/mfa/recover', { body: { code } }));
  },
  register: async (body) => {
    const answer = await ok(api.POST('/api/v1/auth/register', { body }));
    return 'access_token' in answer ? 'done' : 'confirm';
  },
  confirm: async (email, code) => {
    await ok(api.POST('/api/v1/auth/verify-email', { body: { email, code } }));
  },
  askNewPassword: async (email) => {
    await ok(api.POST('/api/v1/auth/forgot-password', { body: { email } }));
  },
  setNewPassword: async (email, code, password) => {
    await ok(api.POST('/api/v1/auth/reset-password', { body: { email, code, password } }));
  },
  changePassword: async (old_password, new_password) => {
    await ok(api.POST('/api/v1/auth/change-password', { body: { old_password, new_password } }));
  },
  socialAddress: async (provider, back) => `/api/v1/auth/oauth/${provider}?redirect_to=${encodeURIComponent(back)}`,
  // This server sets its cookies before it leads back.
  finishSocial: async () => false,
  enroll: async (name) => ok(api.POST('/api/v1/auth/mfa/enroll', { body: { name } })),
  proveEnrollment: async (factor_id, code) =>
    (await ok(api.POST('/api/v1/auth/mfa/verify', { body: { factor_id, code } }))).recovery_codes ?? [],
  removeFactor: async (id) => {
    await ok(api.DELETE('/api/v1/auth/mfa/{id}', { params: { path: { id } } }));
  },
};
