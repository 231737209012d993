import 'i18next';
import type admin from './locales/en/admin.json';
import type candidates from './locales/en/candidates.json';
import type chat from './locales/en/chat.json';
import type common from './locales/en/common.json';
import type identity from './locales/en/identity.json';
import type interviews from './locales/en/interviews.json';
import type jobs from './locales/en/jobs.json';
import type studio from './locales/en/studio.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: {
      admin: typeof admin;
      candidates: typeof candidates;
      chat: typeof chat;
      common: typeof common;
      identity: typeof identity;
      interviews: typeof interviews;
      jobs: typeof jobs;
      studio: typeof studio;
    };
  }
}
