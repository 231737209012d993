import { IconKeyboard, IconLanguage, IconLogout, IconMenu2, IconSearch, IconSettings } from '@tabler/icons-react';
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut, useSession, type User } from '@/features/identity';
import { Kbd } from '@/shared';
import { LiveRegions } from '@/shared/live';
import { useKeys } from '@/shared/keys';
import { Toasts } from '@/shared/toast';
import { Logo } from './Logo';
import { navOf } from './nav';
import { OfflineBanner } from './OfflineBanner';
import css from './frame.module.css';

const Palette = lazy(() => import('./Palette'));
const KeyMap = lazy(() => import('./KeyMap'));
const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

/** What is around every page. */
export function Frame() {
  const { t } = useTranslation();
  const user = useSession();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOverlay('palette');
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
  const goTo = user ? navOf(user).flatMap((group) => group.items) : [];
  useKeys({
    '?': () => setOverlay('keys'),
    '/': () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
    ...Object.fromEntries(goTo.filter((item) => item.key).map((item) => [`g ${item.key}`, () => void navigate({ to: item.to })])),
  });
  return (
    <>
      <a href="#main" className={css.skip}>
        {t('skip')}
      </a>
      <div className={user ? css.frame : css.guestFrame}>
        {user ? <SideBar user={user} openPalette={() => setOverlay('palette')} openKeys={() => setOverlay('keys')} /> : <GuestHeader />}
        <div className={css.sheet}>
          <OfflineBanner />
          <main id="main" tabIndex={-1} className={css.main}>
            <Outlet />
          </main>
        </div>
        {user && <TabBar user={user} />}
      </div>
      <Suspense>
        {overlay === 'palette' && <Palette close={() => setOverlay(null)} openKeys={() => setOverlay('keys')} />}
        {overlay === 'keys' && <KeyMap close={() => setOverlay(null)} />}
      </Suspense>
      <Toasts />
      <LiveRegions />
    </>
  );
}

/** Ends the sign-in and goes to the beginning. */
export function useLeave() {
  const router = useRouter();
  return async () => {
    await signOut();
    await router.invalidate();
    router.history.push('/app/');
  };
}

function SideBar({ user, openPalette, openKeys }: { user: User; openPalette: () => void; openKeys: () => void }) {
  const { t } = useTranslation();
  const leave = useLeave();
  return (
    <header className={css.side} data-screen-only>
      <Link to="/" className={css.brand}>
        <Logo /> Jobwright
      </Link>
      <button type="button" className={css.palette} onClick={openPalette}>
        <IconSearch {...icon} /> {t('palette.open')} <Kbd keys={['Ctrl', 'K']} />
      </button>
      <nav aria-label={t('menu')} className={css.nav}>
        {navOf(user).map((group) => (
          <div key={group.name ?? ''}>
            {group.name && <p className={css.groupName}>{t(`nav.${group.name}`)}</p>}
            <ul>
              {group.items.map(({ to, name, icon: Icon }) => (
                <li key={to}>
                  <Link to={to} className={css.item}>
                    <Icon {...icon} /> {t(`nav.${name}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className={css.foot}>
        <button type="button" className={css.item} onClick={openKeys}>
          <IconKeyboard {...icon} /> {t('keys.title')}
        </button>
        <Link to="/account/profile" className={css.item} activeOptions={{ exact: false }}>
          <IconSettings {...icon} /> <span className={css.who}>{user.full_name ?? user.email}</span>
        </Link>
        <button type="button" className={css.item} onClick={() => void leave()}>
          <IconLogout {...icon} /> {t('signOut')}
        </button>
      </div>
    </header>
  );
}

/** On phones, in the reach of the thumb. */
function TabBar({ user }: { user: User }) {
  const { t } = useTranslation();
  const items = navOf(user).flatMap((group) => group.items).slice(0, 3);
  return (
    <nav className={css.tabs} aria-label={t('tabs')} data-screen-only>
      {items.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to}>
          <Icon size={22} stroke={1.75} aria-hidden /> {t(`nav.${name}`)}
        </Link>
      ))}
      <Link to="/menu">
        <IconMenu2 size={22} stroke={1.75} aria-hidden /> {t('nav.more')}
      </Link>
    </nav>
  );
}

function GuestHeader() {
  const { t } = useTranslation();
  return (
    <header className={css.guestHeader} data-screen-only>
      <Link to="/" className={css.brand}>
        <Logo /> Jobwright
      </Link>
      <nav aria-label={t('menu')}>
        <Link to="/jobs">{t('nav.jobs')}</Link>
        <Link to="/look" aria-label={t('nav.look')}>
          <IconLanguage size={18} stroke={1.75} aria-hidden /> <span className={css.wideOnly}>{t('nav.look')}</span>
        </Link>
        <Link to="/sign-in" className={css.signIn}>
          {t('signIn')}
        </Link>
      </nav>
    </header>
  );
}
