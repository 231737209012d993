import i18next from 'i18next';
import { useTranslation } from 'react-i18next';

/** Dates, numbers and money as the reader writes them. */
export function useFormat() {
  useTranslation();
  return formatsOf(i18next.language);
}

const kept = new Map<string, Formats>();

/** A list of jobs asks for hundreds: a formatter takes long to make and no time to use. */
function formatsOf(language: string): Formats {
  const known = kept.get(language) ?? formats(language);
  kept.set(language, known);
  return known;
}

export type Formats = ReturnType<typeof formats>;

export function formats(language: string) {
  const tag = language.includes('-X') ? 'en' : language;
  // Of several ways to write a language, the reader's own.
  const locale = navigator.languages.find((own) => own.split('-')[0] === tag) ?? tag;
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options);
    return (time: string | number | Date) => formatter.format(new Date(time));
  };
  const isThisYear = (time: string | number | Date) => new Date(time).getFullYear() === new Date().getFullYear();
  const shortDay = format({ day: 'numeric', month: 'short' });
  const longDay = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const day = (time: string | number | Date) => (isThisYear(time) ? shortDay(time) : longDay(time));
  const plain = new Intl.NumberFormat(locale);
  const number = (value: number, options?: Intl.NumberFormatOptions) =>
    (options ? new Intl.NumberFormat(locale, options) : plain).format(value);
  const currencies = new Map<string, Intl.NumberFormat>();
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const moneyIn = (currency: string) => {
    // Without one, it is a number alone.
    const options = currency ? { style: 'currency', currency, maximumFractionDigits: 2, trailingZeroDisplay: 'stripIfInteger' } : {};
    const known = currencies.get(currency) ?? new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions);
    currencies.set(currency, known);
    return known;
  };
  return {
    number,
    day,
    time: clock,
    /** The clock for today, the day for everything before. */
    moment: (time: string) => (new Date(time).toDateString() === new Date().toDateString() ? clock(time) : day(time)),
    both: format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    list: (items: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    /** A country by its code of ISO 3166-1; whatever else it is stays as it is. */
    country: (code: string) => (/^[A-Z]{2}$/.test(code) ? (regions.of(code) ?? code) : code),
    /** A language by its tag (BCP 47). */
    language: (tag: string) => languages.of(tag) ?? tag,
    kilometres: (distance: number) => number(distance, { style: 'unit', unit: 'kilometer' }),
    bytes: (bytes: number) =>
      bytes < 1_000_000
        ? number(bytes / 1000, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 })
        : number(bytes / 1_000_000, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }),
    seconds: (milliseconds: number) =>
      number(milliseconds / 1000, { style: 'unit', unit: 'second', minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    money: (range: [number | null | undefined, number | null | undefined], currency: string | null | undefined) => {
      const money = moneyIn(currency ?? '');
      const [low, high] = [range[0] ?? range[1], range[1] ?? range[0]];
      if (low == null || high == null) return '';
      return low === high ? money.format(low / 100) : money.formatRange(low / 100, high / 100);
    },
  };
}
