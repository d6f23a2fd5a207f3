import { useQuery } from '@apollo/client/react';
import { Button, makeStyles, SearchBox, Subtitle1, Text, Title2, tokens } from '@fluentui/react-components';
import { useDeferredValue, useState } from 'react';
import { ActivitiesDocument, PeopleDocument } from '../__generated__/graphql.ts';
import { DeadLettersPanel } from '../operators/dead-letters-panel.tsx';
import { GatewayPanel } from '../operators/gateway-panel.tsx';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { useSession } from '../session/use-session.ts';
import { formatNumber, formatTime, say } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  about: { color: tokens.colorNeutralForeground2 },
  name: { alignSelf: 'flex-start', minWidth: 'auto', paddingInline: 0 },
  search: { maxWidth: '480px' },
});

function Timeline({ id }: { readonly id: string }) {
  const styles = useStyles();
  const { data, loading, error } = useQuery(ActivitiesDocument, {
    variables: { id, first: 30, kinds: null },
  });
  if (error) return <Failed error={error} />;
  if (loading && !data) return <Loading />;
  const events = data?.user?.activities.edges ?? [];
  return (
    <Panel>
      <Subtitle1 as="h2" dir="auto">
        {say('timeline', { name: data?.user?.displayName ?? id })}
      </Subtitle1>
      {events.length === 0 && <Text>{say('noActivity')}</Text>}
      <ul className={styles.list}>
        {events.map(({ node }) => (
          <li key={node.id}>
            <Text>
              {say(node.kind)} <span className={styles.about}>{formatTime(node.occurredAt)}</span>
            </Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** People, and what somebody did. */
export function Page() {
  const styles = useStyles();
  const isOperator = useSession()?.roles.includes('operator') ?? false;
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string>();
  const search = useDeferredValue(text.trim());
  const { data, loading, error } = useQuery(PeopleDocument, {
    variables: { search: search || null, first: 50 },
    skip: !isOperator,
  });
  if (!isOperator)
    return (
      <>
        <Title2 as="h1">{say('operators')}</Title2>
        <Empty title={say('noPermission')}>{say('noPermissionText')}</Empty>
      </>
    );
  return (
    <>
      <Title2 as="h1">{say('operators')}</Title2>
      <GatewayPanel />
      <DeadLettersPanel />
      <SearchBox
        className={styles.search}
        aria-label={say('search')}
        placeholder={say('search')}
        value={text}
        onChange={(_, { value }) => setText(value)}
      />
      {error && <Failed error={error} />}
      {loading && !data && <Loading />}
      {data && <Text role="status">{say('people', { count: formatNumber(data.users.totalCount) })}</Text>}
      {chosen && <Timeline id={chosen} />}
      <ul className={styles.list}>
        {data?.users.nodes.map((person) => (
          <li key={person.id}>
            <Panel>
              <Button
                appearance="transparent"
                className={styles.name}
                onClick={() => setChosen(person.id)}
                dir="auto"
              >
                {person.displayName}
              </Button>
              <Text size={200} className={styles.about}>
                {person.email} ·{' '}
                {person.lastActivity
                  ? say('lastSeen', { when: formatTime(person.lastActivity.occurredAt) })
                  : say('neverSeen')}
              </Text>
            </Panel>
          </li>
        ))}
      </ul>
    </>
  );
}
