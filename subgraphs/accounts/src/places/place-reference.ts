/** Something of another subgraph that names a place, which may be gone. */
export interface PlaceReference {
  readonly placeId?: string | null;
}
