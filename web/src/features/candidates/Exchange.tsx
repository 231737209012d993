import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ok, type Schemas } from '@/api/client';
import { save } from '@/shared/save';
import { ProblemNote, toast, ui } from '@/shared';
import { importFile } from './api';
import { useForgetMatches } from './Versions';

const FORMATS = { 'json-resume': 'json', europass: 'xml', archive: 'zip' } as const satisfies Partial<Record<Schemas['ExchangeFormat'], string>>;

/** In from other programs, and out to them. */
export default function Exchange({ hasResume }: { hasResume: boolean }) {
  const { t } = useTranslation(['candidates', 'common']);
  const navigate = useNavigate();
  const chooser = useRef<HTMLInputElement>(null);
  const forget = useForgetMatches();
  const fetchAs = useMutation({
    mutationFn: async (format: keyof typeof FORMATS) => {
      const blob = await ok(api.GET('/api/v1/resumes/current/export', { params: { query: { format } }, parseAs: 'blob' }));
      save(blob as unknown as Blob, `resume.${FORMATS[format]}`);
    },
  });
  const take = useMutation({
    mutationFn: (file: File) => importFile(file, () => undefined).done,
    onSuccess: async ({ resume, left_out }) => {
      await forget();
      toast(t('exchange.imported', { version: resume.version, count: left_out.length }));
      await navigate({ to: '/resume', search: { version: resume.version } });
    },
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}>{t('exchange.title')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => chooser.current?.click()}>{t('exchange.import')}</Menu.Item>
          {hasResume &&
            (Object.keys(FORMATS) as (keyof typeof FORMATS)[]).map((format) => (
              <Menu.Item key={format} onClick={() => fetchAs.mutate(format)}>
                {t('exchange.export', { format: t(`format.${format}`) })}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={chooser}
        type="file"
        hidden
        aria-label={t('exchange.import')}
        accept=".json,.zip,.xml,.pdf"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) take.mutate(file);
        }}
      />
      {(fetchAs.error ?? take.error) && (
        <div className={ui.body}>
          <ProblemNote error={fetchAs.error ?? take.error} title={t('exchange.failed')} />
        </div>
      )}
    </>
  );
}
