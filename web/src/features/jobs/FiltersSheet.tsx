import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Facets } from './api';
import { Filters } from './Filters';
import type { JobsSearch } from './search';

/** The filters as a sheet over the whole page. */
export default function FiltersSheet({ search, facets, total, close }: {
  search: JobsSearch;
  facets: Facets;
  total: number;
  close: () => void;
}) {
  const { t } = useTranslation(['jobs', 'common']);
  return (
    <Modal opened onClose={close} fullScreen title={t('filter.title')} closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Filters search={search} facets={facets} />
      <Button fullWidth variant="filled" mt="md" onClick={close}>
        {t('filter.show', { count: total })}
      </Button>
    </Modal>
  );
}
