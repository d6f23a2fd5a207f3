import { useQuery } from '@apollo/client/react';
import {
  NearbyPlacesDocument,
  OwnPlacesDocument,
  type PlaceRowFragment,
} from '@headgate/clients/__generated__/graphql.ts';
import { useSeenQuery } from '../data/use-seen-query.ts';

const none: readonly PlaceRowFragment[] = [];

/** Places of one's own, and the stores that are nearest to the first of them. */
export function usePlaces() {
  const own = useSeenQuery(OwnPlacesDocument, { first: 50 });
  const places = own.data?.viewer?.places.nodes;
  const first = places?.[0]?.location;
  const near = useQuery(NearbyPlacesDocument, {
    variables: {
      near: { latitude: first?.latitude ?? 0, longitude: first?.longitude ?? 0 },
      first: 20,
    },
    skip: !first,
    errorPolicy: 'all',
  });
  return {
    own: places,
    stores: near.data?.places.nodes.filter(({ kind }) => kind === 'STORE') ?? none,
    error: own.error,
    again: own.again,
  };
}
