import { type GraphQLSchema, isObjectType } from 'graphql';
import type { DataObject } from '../data/response-data.ts';
import { type CollectedFields, meetsCondition } from './collect-fields.ts';
import { absent, type Complete, type Shaping } from './completion.ts';
import { type Place, reportInvalid } from './place.ts';

/** A part of an object that may come later. */
export type CompiledDeferred = CollectedFields['deferred'][number] & {
  /** Where the object is. */
  readonly place: Place;
  readonly complete: (object: DataObject, shaping: Shaping, errors: Parameters<Complete>[2]) => unknown;
};

/** Notes a part of an object that is to come later, with what completes it then. */
export function noteDeferred(
  { site, undecided, place, complete }: CompiledDeferred,
  {
    object,
    shaping,
    schema,
  }: { readonly object: DataObject; readonly shaping: Shaping; readonly schema: GraphQLSchema },
): void {
  shaping.deferred?.found.push({
    site,
    object,
    path: [...shaping.report.path],
    keys: [...shaping.deferred.keys],
    shape: (later, laterErrors) => {
      if (undecided !== undefined && isOfOther(object, undecided, schema)) return undefined;
      const data = complete(object, later, laterErrors);
      // What the part belongs to has been sent, as something that is there.
      if (data === absent) reportInvalid(place, later);
      return typeof data === 'symbol' ? null : (data as DataObject);
    },
  });
}

/** Whether it has turned out that an object does not meet a type condition. */
function isOfOther(object: DataObject, condition: string, schema: GraphQLSchema): boolean {
  const type = schema.getType(String(object['__typename']));
  return isObjectType(type) && !meetsCondition(type, condition, schema);
}
