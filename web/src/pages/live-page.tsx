import { useQuery } from '@apollo/client/react';
import { Button, Title2 } from '@fluentui/react-components';
import { useMemo } from 'react';
import { AlertsDocument } from '../__generated__/graphql.ts';
import { LazyMap } from '../map/lazy-map.tsx';
import { listMarks } from '../map/list-marks.ts';
import { AlertList } from '../parts/alert-list.tsx';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Tag } from '../parts/tag.tsx';
import { useLiveAlerts } from '../parts/use-live-alerts.ts';
import { navigate } from '../router/address.ts';
import { say } from '../text/language.ts';

const variables = { first: 50 };

/** Alerts as they are raised, on a map and in a list. */
export function Page() {
  const {
    data: fresh,
    previousData,
    loading,
    error,
    fetchMore,
    refetch,
  } = useQuery(AlertsDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  // Without a network the answer is an error: what was seen is shown all the same.
  const data = fresh ?? previousData;
  const liveness = useLiveAlerts(data?.alerts, variables);
  const alerts = useMemo(() => data?.alerts.edges.map(({ node }) => node) ?? [], [data]);
  const points = useMemo(() => listMarks(alerts), [alerts]);
  const { hasNextPage, endCursor } = data?.alerts.pageInfo ?? {};
  return (
    <>
      <Title2 as="h1">
        {say('live')}{' '}
        <span role="status" data-liveness={liveness}>
          {liveness === 'live' && <Tag intent="good">{say('isLive')}</Tag>}
        </span>
      </Title2>
      {error && !data && <Failed error={error} onAgain={() => void refetch()} />}
      <LazyMap label={say('mapLabel')} points={points} />
      {loading && !data && <Loading />}
      {data && alerts.length === 0 && (
        <Empty title={say('noAlerts')}>
          {say('noAlertsText')}{' '}
          <Button size="small" onClick={() => navigate('/rules')}>
            {say('makeRule')}
          </Button>
        </Empty>
      )}
      <AlertList alerts={alerts} />
      {hasNextPage && (
        <Button onClick={() => void fetchMore({ variables: { after: endCursor ?? null } })}>
          {say('more')}
        </Button>
      )}
    </>
  );
}
