import { useMutation, useQuery } from '@apollo/client/react';
import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { DeadLettersDocument, ReplayDeadLettersDocument } from '../__generated__/graphql.ts';
import { Failed } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { formatNumber, formatTime, say } from '../text/language.ts';

const useStyles = makeStyles({
  about: { color: tokens.colorNeutralForeground2 },
  group: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '8px',
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  letter: { display: 'grid', overflowWrap: 'anywhere' },
});

const shown = 5;

/** What could not be processed, by function and with the reason, and how to have it tried again. */
export function DeadLettersPanel() {
  const styles = useStyles();
  const { data, error, refetch } = useQuery(DeadLettersDocument, { fetchPolicy: 'cache-and-network' });
  const [replay, replaying] = useMutation(ReplayDeadLettersDocument, { errorPolicy: 'all' });
  const outcome = replaying.data?.replayDeadLetters;
  const byFunction = [...Map.groupBy(data?.deadLetters ?? [], ({ functionName }) => functionName)];
  return (
    <Panel>
      <Subtitle1 as="h2">{say('deadLetters')}</Subtitle1>
      {(replaying.error ?? (!data && error)) && <Failed error={(replaying.error ?? error) as Error} />}
      {data && byFunction.length === 0 && <Text className={styles.about}>{say('noDeadLetters')}</Text>}
      <Text role="status">
        {outcome &&
          say('replayed', { replayed: formatNumber(outcome.replayed), buried: formatNumber(outcome.buried) })}
      </Text>
      {byFunction.map(([functionName, letters]) => (
        <section key={functionName} aria-label={functionName}>
          <div className={styles.group}>
            <Text font="monospace" weight="semibold">
              {functionName} ({formatNumber(letters.length)})
            </Text>
            <Button
              size="small"
              disabled={replaying.loading}
              aria-label={`${say('replay')}: ${functionName}`}
              onClick={() => void replay({ variables: { functionName } }).then(() => refetch())}
            >
              {say('replay')}
            </Button>
          </div>
          <ul className={styles.list}>
            {letters.slice(0, shown).map(({ id, reason, attempts, diedAt }) => (
              <li key={id} className={styles.letter}>
                <Text dir="auto">{reason}</Text>
                <Text size={200} className={styles.about}>
                  {say('diedAt', { when: formatTime(diedAt), attempts: formatNumber(attempts) })}
                </Text>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
