import { useMutation, useQuery } from '@apollo/client/react';
import {
  Button,
  Field,
  makeStyles,
  Select,
  Subtitle1,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { now } from '@headgate/clients/clock.ts';
import { useMemo, useState } from 'react';
import { ActivitiesDocument, type ActivityKind, RecordActivityDocument } from '../__generated__/graphql.ts';
import { LazyMap } from '../map/lazy-map.tsx';
import type { MapPoint } from '../map/map-point.ts';
import { DayChart } from '../parts/day-chart.tsx';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { navigate, useAddress } from '../router/address.ts';
import { useSession } from '../session/use-session.ts';
import { formatTime, say } from '../text/language.ts';

const kinds: readonly ActivityKind[] = ['VIEW', 'CLICK', 'CHECK_IN', 'PURCHASE', 'SIGN_IN', 'CUSTOM'];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  checkIn: { alignSelf: 'start' },
  event: { display: 'grid' },
  about: { color: tokens.colorNeutralForeground2 },
});

/** What happened, by day and kind. */
export function Page() {
  const styles = useStyles();
  const kind = useAddress().search.get('kind');
  const chosen = kinds.find((each) => each === kind);
  const id = useSession()?.subject ?? '';
  const variables = { id, first: 50, kinds: chosen ? [chosen] : null };
  const {
    data: fresh,
    previousData,
    loading,
    error,
    fetchMore,
    refetch,
  } = useQuery(ActivitiesDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  // Without a network the answer is an error: what was seen is shown all the same.
  const data = fresh ?? previousData;
  const [point, setPoint] = useState<MapPoint>();
  const [record, recording] = useMutation(RecordActivityDocument);
  const activities = data?.user?.activities;
  const events = useMemo(() => activities?.edges.map(({ node }) => node) ?? [], [activities]);
  const points = useMemo(() => {
    const seen = events.flatMap(({ location }) =>
      location ? [{ ...location, colour: '#0f6cbd', radius: 5 }] : [],
    );
    return point ? [...seen, point] : seen;
  }, [events, point]);

  async function checkIn(): Promise<void> {
    if (!point) return;
    const location = { latitude: point.latitude, longitude: point.longitude };
    const occurredAt = new Date(now()).toISOString();
    await record({
      variables: { input: { id: crypto.randomUUID(), kind: 'CHECK_IN', occurredAt, location } },
    });
    setPoint(undefined);
    await refetch();
  }

  return (
    <>
      <Title2 as="h1">{say('activity')}</Title2>
      <Field label={say('kind')}>
        <Select
          value={chosen ?? ''}
          onChange={(_, { value }) => navigate(value ? `/activity?kind=${value}` : '/activity')}
        >
          <option value="">{say('all')}</option>
          {kinds.map((each) => (
            <option key={each} value={each}>
              {say(each)}
            </option>
          ))}
        </Select>
      </Field>
      <Panel>
        <Subtitle1 as="h2">{say('perDay')}</Subtitle1>
        <DayChart label={say('perDay')} times={events.map(({ occurredAt }) => occurredAt)} />
      </Panel>
      <Panel>
        <LazyMap label={say('checkInHint')} points={points} onChoose={setPoint} />
        <Text>{say('checkInHint')}</Text>
        <Button
          className={styles.checkIn}
          disabled={!point || recording.loading}
          onClick={() => void checkIn()}
        >
          {say('checkIn')}
        </Button>
      </Panel>
      {(recording.error ?? (!data && error)) && <Failed error={(recording.error ?? error) as Error} />}
      {loading && !data && <Loading />}
      {data && events.length === 0 && <Empty title={say('noActivity')} />}
      <ul className={styles.list}>
        {events.map(({ id: event, kind: of, occurredAt, place }) => (
          <li key={event}>
            <Panel>
              <div className={styles.event}>
                <Text weight="semibold">{say(of)}</Text>
                <Text size={200} className={styles.about}>
                  <bdi>{[place?.name, formatTime(occurredAt)].filter(Boolean).join(' · ')}</bdi>
                </Text>
              </div>
            </Panel>
          </li>
        ))}
      </ul>
      {activities?.pageInfo.hasNextPage && (
        <Button onClick={() => void fetchMore({ variables: { after: activities.pageInfo.endCursor } })}>
          {say('more')}
        </Button>
      )}
    </>
  );
}
