import { useMutation, useQuery } from '@apollo/client/react';
import {
  Button,
  Field,
  Input,
  makeStyles,
  Subtitle1,
  Text,
  Title2,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { PlacesDocument, RemovePlaceDocument, SavePlaceDocument } from '../__generated__/graphql.ts';
import { LazyMap } from '../map/lazy-map.tsx';
import type { MapPoint } from '../map/map-point.ts';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { formatNumber, say } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
  text: { display: 'grid', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2 },
});

/** Stores, and the places that one has saved. */
export function Page() {
  const styles = useStyles();
  const {
    data: fresh,
    previousData,
    loading,
    error,
    refetch,
  } = useQuery(PlacesDocument, {
    variables: { first: 100 },
    fetchPolicy: 'cache-and-network',
  });
  // Without a network the answer is an error: what was seen is shown all the same.
  const data = fresh ?? previousData;
  const [save, saving] = useMutation(SavePlaceDocument);
  const [remove] = useMutation(RemovePlaceDocument);
  const [name, setName] = useState('');
  const [radius, setRadius] = useState('200');
  const [centre, setCentre] = useState<MapPoint>();
  const places = data?.places.nodes ?? [];
  const marks = places.map(({ location }) => ({ ...location, colour: '#0f6cbd' }));

  async function submit(): Promise<void> {
    if (!centre) return;
    const location = { latitude: centre.latitude, longitude: centre.longitude };
    const input = { name: name.trim(), location, radiusMeters: Number(radius) };
    const saved = await save({ variables: { input }, errorPolicy: 'all' });
    if (!saved.data?.savePlace) return;
    setName('');
    setCentre(undefined);
    await refetch();
  }

  return (
    <>
      <Title2 as="h1">{say('places')}</Title2>
      <Panel>
        <Subtitle1 as="h2">{say('newPlace')}</Subtitle1>
        <Text>{say('placeHint')}</Text>
        <LazyMap label={say('placeHint')} points={centre ? [...marks, centre] : marks} onChoose={setCentre} />
        <Field label={say('name')} required>
          <Input value={name} onChange={(_, { value }) => setName(value)} maxLength={100} />
        </Field>
        <Field label={say('radius')}>
          <Input type="number" min={1} value={radius} onChange={(_, { value }) => setRadius(value)} />
        </Field>
        {saving.error && <Failed error={saving.error} />}
        <Button
          appearance="primary"
          disabled={!centre || name.trim() === '' || saving.loading}
          onClick={() => void submit()}
        >
          {say('savePlace')}
        </Button>
      </Panel>
      {error && !data && <Failed error={error} onAgain={() => void refetch()} />}
      {loading && !data && <Loading />}
      {data && places.length === 0 && <Empty title={say('noPlaces')} />}
      <ul className={styles.list}>
        {places.map((place) => (
          <li key={place.id}>
            <Panel isRow>
              <div className={styles.text}>
                <Text weight="semibold">
                  <bdi>{place.name}</bdi>
                </Text>
                <Text size={200} className={styles.about}>
                  {formatNumber(place.radiusMeters)} m
                </Text>
              </div>
              <Tag>{say(place.kind === 'STORE' ? 'store' : 'yours')}</Tag>
              {place.kind === 'PERSONAL' && (
                <Button
                  size="small"
                  appearance="subtle"
                  aria-label={`${say('delete')}: ${place.name}`}
                  onClick={() => void remove({ variables: { id: place.id } }).then(() => refetch())}
                >
                  {say('delete')}
                </Button>
              )}
            </Panel>
          </li>
        ))}
      </ul>
    </>
  );
}
