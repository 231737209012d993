import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Quote, ui } from '@/shared';
import type { Field, Reading } from './api';
import { placeOf } from './pointer';
import { useIntoView } from './scroll';
import css from './candidates.module.css';

interface Props {
  reading: Reading;
  selected: Field | null;
  select: (field: Field | null) => void;
  /** Where fields can be changed. */
  change?: (field: Field, value: string) => void;
  isBusy?: boolean;
}

/** The fields of a resume in their groups, each with its state; the selected one shows the words it comes from. */
export function FieldList({ reading, selected, select, change, isBusy }: Props) {
  const { t } = useTranslation(['candidates', 'common']);
  const groups = groupsOf(reading.fields);
  return (
    <>
      {groups.map(({ group, fields }) => (
        <section key={group} className={css.fieldGroup} aria-label={t(`group.${group}` as 'group.basics', { defaultValue: group })}>
          <h2>{t(`group.${group}` as 'group.basics', { defaultValue: group })}</h2>
          <ul>
            {fields.map((field, index) => (
              <li key={field.path} data-first={startsEntry(fields, index) || undefined}>
                <FieldRow
                  field={field}
                  isSelected={selected?.path === field.path}
                  select={() => select(selected?.path === field.path ? null : field)}
                  change={change}
                  isBusy={isBusy}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function groupsOf(fields: Field[]) {
  const groups: { group: string; fields: Field[] }[] = [];
  for (const field of fields) {
    const { group } = placeOf(field.path);
    const last = groups.find((known) => known.group === group);
    if (last) last.fields.push(field);
    else groups.push({ group, fields: [field] });
  }
  return groups;
}

function startsEntry(fields: Field[], index: number): boolean {
  return index > 0 && placeOf(fields[index]!.path).index !== placeOf(fields[index - 1]!.path).index;
}

const STATES = {
  clear: { Icon: IconCheck, tone: 'tonePine' },
  check: { Icon: IconAlertTriangle, tone: 'toneOchre' },
  missing: { Icon: IconMinus, tone: 'toneMuted' },
} as const;

function FieldRow({ field, isSelected, select, change, isBusy }: {
  field: Field;
  isSelected: boolean;
  select: () => void;
  change?: Props['change'];
  isBusy?: boolean;
}) {
  const { t } = useTranslation(['candidates', 'common']);
  const { Icon, tone } = STATES[field.state];
  const row = useIntoView<HTMLDivElement>(isSelected);
  const { group, name } = placeOf(field.path);
  const own = group !== 'basics' && name === 'name' ? `${group}Name` : name;
  const label = t(`field.${own}` as 'field.name', { defaultValue: t(`field.${name}` as 'field.name', { defaultValue: name }) });
  return (
    <div ref={row} className={css.field} data-selected={isSelected || undefined} data-state={field.state}>
      <button type="button" aria-expanded={isSelected} onClick={select}>
        <Icon size={16} stroke={2} className={ui[tone]} aria-label={t(`state.${field.state}`)} />
        <span className={css.fieldName}>{label}</span>
        <span className={css.fieldValue} dir="auto">{field.value ?? <span className={ui.muted}>{t('notFound')}</span>}</span>
        <PlaceOf field={field} />
      </button>
      {isSelected && (
        <div className={css.trace}>
          {field.why && <p className={ui.muted}>{t('why', { reason: field.why })}</p>}
          {field.quotes.map((quote, index) => (
            <Quote key={index} source="resume" text={quote.quote} place={quote.page ? t('place', { page: quote.page, line: quote.line + 1 }) : t('line', { line: quote.line + 1 })} />
          ))}
          {change && <Edit key={field.value ?? ''} field={field} label={label} change={change} isBusy={isBusy} />}
        </div>
      )}
    </div>
  );
}

function PlaceOf({ field }: { field: Field }) {
  const { t } = useTranslation(['candidates', 'common']);
  const quote = field.quotes[0];
  if (!quote) return null;
  return <span className={css.fieldPlace}>{quote.page ? t('place', { page: quote.page, line: quote.line + 1 }) : t('line', { line: quote.line + 1 })}</span>;
}

function Edit({ field, label, change, isBusy }: { field: Field; label: string; change: NonNullable<Props['change']>; isBusy?: boolean }) {
  const { t } = useTranslation(['candidates', 'common']);
  const [value, setValue] = useState(field.value ?? '');
  return (
    <form
      className={css.edit}
      onSubmit={(event) => {
        event.preventDefault();
        change(field, value);
      }}
    >
      <TextInput label={t('edit.label', { field: label })} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
      <Button type="submit" aria-disabled={isBusy || value === (field.value ?? '')}>{t('edit.save')}</Button>
    </form>
  );
}
