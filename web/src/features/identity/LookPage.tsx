import { Checkbox, Radio, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLanguage, LANGUAGES } from '@/i18n';
import { areKeysOn, switchKeys } from '@/shared/keys';
import { Card, PageHeader } from '@/shared';
import css from './identity.module.css';

export function LookPage() {
  const { t, i18n } = useTranslation(['identity', 'common']);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [keys, setKeys] = useState(areKeysOn);
  return (
    <>
      <PageHeader title={t('account.look')} />
      <div className={css.grid}>
        <Card>
          <Radio.Group label={t('look.language')} value={i18n.language} onChange={changeLanguage}>
            <div className={css.form}>
              {Object.entries(LANGUAGES).map(([tag, name]) => (
                <Radio key={tag} value={tag} label={<span lang={tag}>{name}</span>} />
              ))}
            </div>
          </Radio.Group>
        </Card>
        <Card>
          <Radio.Group
            label={t('look.scheme')}
            value={colorScheme}
            onChange={(value) => setColorScheme(value as MantineColorScheme)}
          >
            <div className={css.form}>
              <Radio value="light" label={t('look.light')} />
              <Radio value="dark" label={t('look.dark')} />
              <Radio value="auto" label={t('look.system')} />
            </div>
          </Radio.Group>
        </Card>
        <Card title={t('look.keys')}>
          <Checkbox
            label={t('look.keysOn')}
            description={t('look.keysHint')}
            checked={keys}
            onChange={(event) => {
              switchKeys(event.currentTarget.checked);
              setKeys(event.currentTarget.checked);
            }}
          />
        </Card>
      </div>
    </>
  );
}
