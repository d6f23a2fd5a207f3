import { useQuery } from '@apollo/client/react';
import { makeStyles, Subtitle1, Text } from '@fluentui/react-components';
import { useMemo } from 'react';
import { BusyPlacesDocument } from '../__generated__/graphql.ts';
import { LazyMap } from '../map/lazy-map.tsx';
import { Failed } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { formatNumber, say } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '4px' },
});

const smallest = 5;
const largest = 22;

/** A map of places, each as large as what happens there, and the same in words. */
export function BusyPlaces({ since, until }: { readonly since: string; readonly until: string }) {
  const styles = useStyles();
  const { data, error } = useQuery(BusyPlacesDocument, {
    variables: { since, until, first: 10 },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const places = data?.topPlaces;
  const points = useMemo(() => {
    const most = Math.max(1, ...(places ?? []).map(({ events }) => events));
    return (places ?? []).flatMap(({ latitude, longitude, events }) =>
      latitude === null || longitude === null
        ? []
        : // Areas, not radii, tell quantities apart.
          [
            {
              latitude,
              longitude,
              colour: '#0f6cbd',
              radius: Math.max(smallest, largest * Math.sqrt(events / most)),
            },
          ],
    );
  }, [places]);
  return (
    <Panel>
      <Subtitle1 as="h2">{say('busyPlaces')}</Subtitle1>
      {error && !data && <Failed error={error} />}
      <LazyMap label={say('busyPlaces')} points={points} />
      <ol className={styles.list}>
        {places?.map(({ placeId, place, events, purchases }) => (
          <li key={placeId}>
            <Text dir="auto">
              {say('placeOf', {
                name: place?.name ?? say('placeGone'),
                events: formatNumber(events),
                purchases: formatNumber(purchases),
              })}
            </Text>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
