import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Field, Input, makeStyles, Subtitle1, Text, Title2 } from '@fluentui/react-components';
import { useState } from 'react';
import { readFragment } from '../__generated__/fragment-masking.ts';
import {
  PlaceRowFragmentDoc,
  PlacesDocument,
  RemovePlaceDocument,
  SavePlaceDocument,
} from '../__generated__/graphql.ts';
import { LazyMap } from '../map/lazy-map.tsx';
import type { MapPoint } from '../map/map-point.ts';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { PlaceList } from '../places/place-list.tsx';
import { say } from '../text/language.ts';

/** One's own stand out among stores. */
const looks = {
  PERSONAL: { colour: '#bc4b09', radius: 8 },
  STORE: { colour: '#0f6cbd', radius: 5 },
};

const variables = { own: 100, first: 50 };

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(250px, 1fr))', gap: '12px' },
  save: { alignSelf: 'start' },
});

/** Stores, and the places that one has saved. */
export function Page() {
  const styles = useStyles();
  const {
    data: fresh,
    previousData,
    loading,
    error,
    fetchMore,
    refetch,
  } = useQuery(PlacesDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
  });
  // Without a network the answer is an error: what was seen is shown all the same.
  const data = fresh ?? previousData;
  const [save, saving] = useMutation(SavePlaceDocument);
  const [remove, removing] = useMutation(RemovePlaceDocument, { errorPolicy: 'all' });
  const [name, setName] = useState('');
  const [radius, setRadius] = useState('200');
  const [centre, setCentre] = useState<MapPoint>();
  const own = readFragment(PlaceRowFragmentDoc, data?.viewer?.places.nodes ?? []);
  const stores = readFragment(PlaceRowFragmentDoc, data?.places.edges.map(({ node }) => node) ?? []).filter(
    ({ kind }) => kind === 'STORE',
  );
  const { hasNextPage, endCursor } = data?.places.pageInfo ?? {};
  const marks = [...stores, ...own].map(({ location, kind }) => ({ ...location, ...looks[kind] }));

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
        <div className={styles.fields}>
          <Field label={say('name')} required>
            <Input value={name} onChange={(_, { value }) => setName(value)} maxLength={100} />
          </Field>
          <Field label={say('radius')}>
            <Input type="number" min={1} value={radius} onChange={(_, { value }) => setRadius(value)} />
          </Field>
        </div>
        {saving.error && <Failed error={saving.error} />}
        <Button
          appearance="primary"
          className={styles.save}
          disabled={!centre || name.trim() === '' || saving.loading}
          onClick={() => void submit()}
        >
          {say('savePlace')}
        </Button>
      </Panel>
      {removing.error && <Failed error={removing.error} />}
      {error && !data && <Failed error={error} onAgain={() => void refetch()} />}
      {loading && !data && <Loading />}
      {data && own.length + stores.length === 0 && <Empty title={say('noPlaces')} />}
      <PlaceList
        title={say('yours')}
        places={own}
        onRemove={(id) => void remove({ variables: { id } }).then(() => refetch())}
      />
      <PlaceList title={say('stores')} places={stores} />
      {hasNextPage && (
        <Button onClick={() => void fetchMore({ variables: { after: endCursor } })}>{say('more')}</Button>
      )}
    </>
  );
}
