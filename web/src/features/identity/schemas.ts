import type { TFunction } from 'i18next';
import * as v from 'valibot';

type T = TFunction<['identity', 'common']>;

export const email = (t: T) => v.pipe(v.string(), v.trim(), v.nonEmpty(t('error.emailMissing')), v.email(t('error.email')));
export const newPassword = (t: T) => v.pipe(v.string(), v.minLength(8, t('error.password')));
export const given = (message: string) => v.pipe(v.string(), v.trim(), v.nonEmpty(message));
export const sixDigits = (t: T) => v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, t('error.code')));
