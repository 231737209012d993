import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A password, which an eye shows; a new one says what is asked of it. */
export function Password({ isNew, ...props }: PasswordInputProps & { isNew?: boolean }) {
  const { t } = useTranslation('identity');
  return (
    <PasswordInput
      description={isNew && t('passwordHint')}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
      {...props}
    />
  );
}
