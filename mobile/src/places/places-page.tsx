import { useMutation } from '@apollo/client/react';
import { RemovePlaceDocument } from '@headgate/clients/__generated__/graphql.ts';
import { useState } from 'react';
import { usePalette } from '../look/palette.ts';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';
import { AwayBar, Failed, Loading, Notice } from '../parts/page-states.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import { PlaceCard } from './place-card.tsx';
import { PlaceForm } from './place-form.tsx';
import { usePlaces } from './use-places.ts';

/** Places of one's own, and stores near them. */
export function PlacesPage() {
  const palette = usePalette();
  const { own, stores, error, again } = usePlaces();
  const [isAdding, setAdding] = useState(false);
  const [remove] = useMutation(RemovePlaceDocument, { errorPolicy: 'all' });
  return (
    <Page title={say('places')}>
      {error && own && <AwayBar />}
      {isAdding ? (
        <PlaceForm
          onCancel={() => setAdding(false)}
          onSaved={() => {
            setAdding(false);
            void again();
          }}
        />
      ) : (
        own && <Button icon="plus" label={say('newPlace')} onPress={() => setAdding(true)} />
      )}
      {!own && (error ? <Failed onAgain={() => void again()} /> : <Loading />)}
      {own?.length === 0 && !isAdding && (
        <Notice icon="pin" title={say('noPlaces')} text={say('noPlacesText')} />
      )}
      {own && own.length > 0 && (
        <Words look="label" colour={palette.soft} role="heading" aria-level={2}>
          {say('yours')}
        </Words>
      )}
      {own?.map((place) => (
        <PlaceCard
          key={place.id}
          place={place}
          onRemove={() => void remove({ variables: { id: place.id } }).then(again)}
        />
      ))}
      {stores.length > 0 && (
        <Words look="label" colour={palette.soft} role="heading" aria-level={2}>
          {say('stores')}
        </Words>
      )}
      {stores.map((place) => (
        <PlaceCard key={place.id} place={place} />
      ))}
    </Page>
  );
}
