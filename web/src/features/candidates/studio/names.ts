import { useTranslation } from 'react-i18next';
import { placeOf } from '../pointer';

/** What a part of a resume is called. */
export function useGroupName() {
  const { t } = useTranslation('candidates');
  return (group: string): string => t(`group.${group}` as 'group.basics', { defaultValue: group });
}

/** What a field is called, by its JSON pointer: `Experience 2: Employer`. */
export function useFieldName() {
  const { t } = useTranslation(['candidates', 'studio']);
  const groupOf = useGroupName();
  return (pointer: string): string => {
    const { group, index, name } = placeOf(pointer);
    const own = group !== 'basics' && name === 'name' ? `${group}Name` : name;
    const field = t(`field.${own}` as 'field.name', { defaultValue: t(`field.${name}` as 'field.name', { defaultValue: name }) });
    const heading = groupOf(group);
    return index === null ? t('studio:field.named', { heading, field }) : t('studio:field.counted', { heading, field, number: index + 1 });
  };
}
