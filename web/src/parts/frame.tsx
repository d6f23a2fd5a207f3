import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Link } from '../router/link.tsx';
import { Outlet } from '../router/outlet.tsx';
import { useConnection } from '../session/connection.ts';
import { signOut } from '../session/session.ts';
import { useSession } from '../session/use-session.ts';
import { formatTime, say } from '../text/language.ts';
import { useThemeSwitch } from '../theme/theme-switch.ts';
import { useDark } from '../theme/use-dark.ts';
import { Notice } from './notice.tsx';
import { Welcome } from './welcome.tsx';

const useStyles = makeStyles({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '8px 16px',
    padding: '8px 20px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  brand: { fontSize: '18px', fontWeight: 600 },
  nav: {
    display: 'flex',
    flexGrow: 1,
    overflowX: 'auto',
    gap: '4px',
    // Below the rest, where all of it does not fit beside each other.
    '@media (max-width: 800px)': { order: 1, flexBasis: '100%', marginInline: '-12px' },
  },
  theme: { marginInlineStart: 'auto', minWidth: 'auto' },
  link: {
    padding: '8px 12px',
    borderRadius: '6px',
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    whiteSpace: 'nowrap',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
    '&[aria-current=page]': {
      backgroundColor: tokens.colorBrandBackground2,
      color: tokens.colorBrandForeground2,
      fontWeight: 600,
    },
  },
  person: { position: 'relative' },
  name: { padding: '8px', cursor: 'pointer', borderRadius: '6px', fontWeight: 600 },
  menu: {
    position: 'absolute',
    zIndex: 10,
    insetInlineEnd: 0,
    display: 'grid',
    width: 'max-content',
    padding: '8px',
    borderRadius: '8px',
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
  },
  main: {
    boxSizing: 'border-box',
    maxWidth: '1080px',
    margin: '0 auto',
    padding: '20px',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: '16px',
  },
});

const pages = [
  ['/', 'live'],
  ['/activity', 'activity'],
  ['/insights', 'insights'],
  ['/rules', 'rules'],
  ['/places', 'places'],
  ['/devices', 'devices'],
] as const;

/** What is around every page. */
export function Frame() {
  const styles = useStyles();
  const user = useSession();
  const isDark = useDark();
  const setDark = useThemeSwitch();
  const { isAway, heardAt } = useConnection();
  if (!user) return <Welcome />;
  const isOperator = user.roles.includes('operator');
  return (
    <>
      <header className={styles.header}>
        <Text className={styles.brand}>Headgate</Text>
        <nav className={styles.nav} aria-label={say('pages')}>
          {[...pages, ...(isOperator ? [['/operators', 'operators'] as const] : [])].map(([to, name]) => (
            <Link key={to} to={to} className={styles.link}>
              {say(name)}
            </Link>
          ))}
        </nav>
        <Button
          appearance="subtle"
          className={styles.theme}
          aria-pressed={isDark}
          onClick={() => setDark(!isDark)}
        >
          {say('theme')}
        </Button>
        <details className={styles.person}>
          <summary className={styles.name} dir="auto">
            {user.name ?? user.subject}
          </summary>
          <div className={styles.menu}>
            <Button appearance="subtle" onClick={() => void signOut(false)}>
              {say('signOut')}
            </Button>
            <Button appearance="subtle" onClick={() => void signOut(true)}>
              {say('signOutEverywhere')}
            </Button>
          </div>
        </details>
      </header>
      <main className={styles.main}>
        {isAway && (
          <Notice intent="warning">
            {heardAt
              ? say('isAway', { when: formatTime(new Date(heardAt).toISOString()) })
              : say('isOffline')}
          </Notice>
        )}
        <Outlet />
      </main>
    </>
  );
}
