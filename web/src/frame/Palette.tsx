import { Modal, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBriefcase, IconLanguage, IconLogout, IconMoon, IconSearch, IconSettings, IconSun, IconKeyboard, IconLock, type Icon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/features/identity';
import { suggestions } from '@/features/jobs';
import { changeLanguage, LANGUAGES } from '@/i18n';
import { Kbd } from '@/shared';
import { useLeave } from './Frame';
import { navOf } from './nav';
import css from './frame.module.css';

interface Action {
  id: string;
  group: 'goTo' | 'jobs' | 'do';
  label: string;
  icon: Icon;
  keys?: string[];
  run: () => void;
}

/** Everything that can be done from here, found by a few letters. */
export default function Palette({ close, openKeys }: { close: () => void; openKeys: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const actions = useActions(text, openKeys);
  const shown = useMemo(() => matching(actions, text), [actions, text]);
  const chosen = Math.min(at, shown.length - 1);
  const run = (action: Action | undefined) => {
    if (!action) return;
    close();
    action.run();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      const next = (chosen + step + shown.length) % shown.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(shown[chosen]);
    }
  };
  return (
    <Modal opened onClose={close} withCloseButton={false} padding={0} size="38rem" yOffset="12dvh" aria-label={t('palette.open')}>
      <div className={css.paletteInput}>
        <IconSearch size={18} stroke={1.75} aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={shown[chosen] && `${id}-${chosen}`}
          aria-label={t('palette.open')}
          placeholder={t('palette.placeholder')}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
        <Kbd keys={['Esc']} />
      </div>
      <div className={css.paletteList} role="listbox" id={`${id}-list`} aria-label={t('palette.results')}>
        {shown.length === 0 && <p className={css.paletteNone}>{t('palette.none')}</p>}
        {shown.map((action, index) => (
          <div key={action.id}>
            {action.group !== shown[index - 1]?.group && (
              <p className={css.groupName} role="presentation">
                {t(`palette.${action.group}`)}
              </p>
            )}
            {/* The field keeps the keyboard; this is for the hand. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
            <div
              role="option"
              id={`${id}-${index}`}
              aria-selected={index === chosen}
              className={css.option}
              onMouseMove={() => setAt(index)}
              onClick={() => run(action)}
            >
              <action.icon size={16} stroke={1.75} aria-hidden /> <span>{action.label}</span>
              {action.keys && <Kbd keys={action.keys} />}
            </div>
          </div>
        ))}
      </div>
    </Modal>
  );
}

function matching(actions: Action[], text: string): Action[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return actions.filter((action) => action.group === 'jobs' || words.every((word) => action.label.toLowerCase().includes(word)));
}

function useActions(text: string, openKeys: () => void): Action[] {
  const { t } = useTranslation();
  const user = useSession();
  const navigate = useNavigate();
  const leave = useLeave();
  const { setColorScheme } = useMantineColorScheme();
  const [typed] = useDebouncedValue(text.trim(), 150);
  const found = useQuery({ queryKey: ['suggest', typed], queryFn: () => suggestions(typed), enabled: typed.length > 1 });
  const goTo: Action[] = (user ? navOf(user).flatMap((group) => group.items) : []).map((item) => ({
    id: item.to,
    group: 'goTo',
    label: t(`nav.${item.name}`),
    icon: item.icon,
    keys: item.key ? ['G', item.key.toUpperCase()] : undefined,
    run: () => void navigate({ to: item.to }),
  }));
  const guest: Action[] = user ? [] : [
    { id: 'jobs', group: 'goTo', label: t('nav.jobs'), icon: IconBriefcase, run: () => void navigate({ to: '/jobs' }) },
    { id: 'sign-in', group: 'goTo', label: t('signIn'), icon: IconLock, run: () => void navigate({ to: '/sign-in' }) },
  ];
  const account: Action[] = user ? [
    { id: 'account', group: 'goTo', label: t('nav.account'), icon: IconSettings, run: () => void navigate({ to: '/account/profile' }) },
    { id: 'security', group: 'goTo', label: t('nav.security'), icon: IconLock, run: () => void navigate({ to: '/account/security' }) },
  ] : [];
  const jobs: Action[] = typed.length > 1
    ? (found.data ?? []).map((item) => ({
        id: `${item.kind} ${item.text}`,
        group: 'jobs',
        label: item.text,
        icon: IconBriefcase,
        run: () => void navigate({ to: '/jobs', search: { q: item.text } }),
      }))
    : [];
  const acts: Action[] = [
    { id: 'light', group: 'do', label: t('palette.light'), icon: IconSun, run: () => setColorScheme('light') },
    { id: 'dark', group: 'do', label: t('palette.dark'), icon: IconMoon, run: () => setColorScheme('dark') },
    { id: 'keys', group: 'do', label: t('keys.title'), icon: IconKeyboard, keys: ['?'], run: openKeys },
    ...Object.entries(LANGUAGES).map(([tag, name]): Action => ({ id: tag, group: 'do', label: name, icon: IconLanguage, run: () => changeLanguage(tag) })),
    ...(user ? [{ id: 'leave', group: 'do', label: t('signOut'), icon: IconLogout, run: () => void leave() } satisfies Action] : []),
  ];
  return [...goTo, ...guest, ...account, ...jobs, ...acts];
}
