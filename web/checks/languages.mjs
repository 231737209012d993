// Every language has every text, with the same parts inserted, and the plural forms its grammar needs.
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../src/i18n/locales/', import.meta.url);
const PLURAL = /_(zero|one|two|few|many|other)$/;

const flat = (texts, before = '') =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[before + key, value]] : flat(value, `${before}${key}.`),
  );
const read = (language, file) => Object.fromEntries(flat(JSON.parse(readFileSync(new URL(`${language}/${file}`, FOLDER), 'utf8'))));
const inserted = (text) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort().join();

const problems = [];
for (const file of readdirSync(new URL('en/', FOLDER))) {
  const english = read('en', file);
  const bases = new Set(Object.keys(english).filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')));
  for (const language of readdirSync(FOLDER)) {
    const texts = read(language, file);
    // What French and Spanish call `many` begins with a million; the loader takes `other` for it.
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((form) => form !== 'many');
    const wanted = new Set(Object.keys(english).filter((key) => !PLURAL.test(key)));
    for (const base of bases) for (const form of forms) wanted.add(`${base}_${form}`);
    for (const key of wanted) if (!texts[key]?.trim()) problems.push(`${language}/${file}: ${key} is missing`);
    for (const [key, text] of Object.entries(texts)) {
      if (!wanted.has(key)) problems.push(`${language}/${file}: ${key} is not used`);
      const model = english[key] ?? english[key.replace(PLURAL, '_other')] ?? '';
      if (PLURAL.test(key) ? inserted(text) !== inserted(model) && !/_(one|zero)$/.test(key) : inserted(text) !== inserted(model)) {
        problems.push(`${language}/${file}: ${key} inserts ${inserted(text) || 'nothing'} instead of ${inserted(model) || 'nothing'}`);
      }
    }
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
