import { Button, LargeTitle, makeStyles, Text, tokens } from '@fluentui/react-components';
import { signIn } from '../session/session.ts';
import { say } from '../text/language.ts';

const useStyles = makeStyles({
  page: {
    minHeight: '100vh',
    display: 'grid',
    placeContent: 'center',
    justifyItems: 'center',
    gap: '20px',
    padding: '24px',
    textAlign: 'center',
    backgroundColor: tokens.colorNeutralBackground2,
  },
  text: { margin: 0, maxWidth: '560px', color: tokens.colorNeutralForeground2 },
});

/** What somebody sees who is not signed in. */
export function Welcome() {
  const styles = useStyles();
  return (
    <main className={styles.page}>
      <img src="/icon.svg" alt="" width="72" height="72" />
      <LargeTitle as="h1" align="center">
        {say('welcome')}
      </LargeTitle>
      <Text as="p" size={400} align="center" className={styles.text}>
        {say('welcomeText')}
      </Text>
      <Button appearance="primary" size="large" onClick={signIn}>
        {say('signIn')}
      </Button>
    </main>
  );
}
