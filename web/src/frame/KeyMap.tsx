import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/features/identity';
import { Kbd } from '@/shared';
import { navOf } from './nav';
import css from './frame.module.css';

/** All keys. Each of them is also a button or an entry of the palette. */
export default function KeyMap({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const user = useSession();
  const items = user ? navOf(user).flatMap((group) => group.items) : [];
  const rows: [string[], string][] = [
    [['Ctrl', 'K'], t('palette.open')],
    [['/'], t('keys.search')],
    [['?'], t('keys.title')],
    [['J'], t('keys.next')],
    [['K'], t('keys.previous')],
    [['O'], t('keys.openJob')],
    [['C'], t('keys.coach')],
    ...(user?.role === 'seeker'
      ? ([[['T'], t('keys.tailor')], [['X'], t('keys.decide')], [['Z'], t('keys.undoDecision')]] as [string[], string][])
      : []),
    ...items.filter((item) => item.key).map((item): [string[], string] => [['G', item.key!.toUpperCase()], t(`nav.${item.name}`)]),
    ...(items.some((item) => item.name === 'tower')
      ? ([[['T'], t('keys.takeOver')], [['R'], t('keys.handBack')], [['E'], t('keys.close')]] as [string[], string][])
      : []),
  ];
  return (
    <Modal opened onClose={close} title={t('keys.title')} centered closeButtonProps={{ 'aria-label': t('close') }}>
      <table className={css.keys}>
        <tbody>
          {rows.map(([keys, what]) => (
            <tr key={keys.join()}>
              <th scope="row">
                <span className={css.hidden}>{keys.join(' ')}</span>
                <Kbd keys={keys} />
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.keysOff}>{t('keys.off')}</p>
    </Modal>
  );
}
