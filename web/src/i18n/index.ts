import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { pseudo } from './pseudo';

export const LANGUAGES = { en: 'English', de: 'Deutsch', fr: 'Français', es: 'Español', hi: 'हिन्दी' } as const;
export type Language = keyof typeof LANGUAGES;
export const NAMESPACES = ['common', 'identity', 'jobs', 'candidates', 'studio', 'chat', 'interviews', 'admin'] as const;

/** Languages of the tests alone: longer texts, and from right to left. */
const PSEUDO = ['en-XA', 'en-XB'];
const KEY = 'jw.language';

type Texts = Record<string, unknown>;
const files = import.meta.glob<Texts>('./locales/*/*.json', { import: 'default' });

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const isPseudo = PSEUDO.includes(language);
    const load = files[`./locales/${isPseudo ? 'en' : language}/${namespace}.json`];
    if (!load) return done(new Error(`there is no ${namespace} in ${language}`), null);
    load().then((texts) => done(null, withMany(isPseudo ? pseudo(texts, language === 'en-XB') : texts)), (error) => done(error, null));
  },
};

/** The plural form of millions, which French and Spanish have: texts here count no millions. */
function withMany(texts: Texts): Texts {
  const entries = Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value !== 'string') return [[key, withMany(value as Texts)]];
    return key.endsWith('_other') ? [[key, value], [key.replace(/_other$/, '_many'), value]] : [[key, value]];
  });
  return Object.fromEntries(entries) as Texts;
}

/** Keys that a page requested and no file has; the tests look here. */
export const missingKeys: string[] = [];

function chosen(): string {
  const requested = new URLSearchParams(location.search).get('language');
  const candidates = [requested, stored(), ...navigator.languages.map((tag) => tag.split('-')[0])];
  return candidates.find((tag) => tag && (tag in LANGUAGES || PSEUDO.includes(tag))) ?? 'en';
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export async function startLanguages(): Promise<void> {
  // Chosen in another tab: this one follows.
  window.addEventListener('storage', ({ key, newValue }) => {
    if (key === KEY && newValue) void i18next.changeLanguage(newValue);
  });
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = PSEUDO.includes(language) ? 'en' : language;
    document.documentElement.dir = language === 'en-XB' ? 'rtl' : 'ltr';
    document.documentElement.dataset['language'] = language;
  });
  await i18next.use(backend).use(initReactI18next).init({
    lng: chosen(),
    fallbackLng: false,
    supportedLngs: [...Object.keys(LANGUAGES), ...PSEUDO],
    ns: ['common'],
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
    saveMissing: true,
    missingKeyHandler: (_, namespace, key) => missingKeys.push(`${i18next.language} ${namespace}:${key}`),
  });
}

export function changeLanguage(language: string) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // It holds until the page is left.
  }
  void i18next.changeLanguage(language);
}
