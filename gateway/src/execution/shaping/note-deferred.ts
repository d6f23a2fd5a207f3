import { type GraphQLSchema, isObjectType } from 'graphql';
import { findTypeName } from '../tape/type-names.ts';
import type { TapeValue } from '../tape/values.ts';
import { type CollectedFields, meetsCondition } from './collect-fields.ts';
import { type Complete, outcomes, type Shaping } from './completion.ts';
import { type Place, reportInvalid } from './place.ts';

/** A part of an object that may come later. */
export type CompiledDeferred = CollectedFields['deferred'][number] & {
  /** Where the object is. */
  readonly place: Place;
  readonly complete: Complete;
};

/** Notes a part of an object that is to come later, with what completes it then. */
export function noteDeferred(
  { site, undecided, place, complete }: CompiledDeferred,
  {
    object,
    shaping,
    schema,
  }: { readonly object: TapeValue; readonly shaping: Shaping; readonly schema: GraphQLSchema },
): void {
  shaping.deferred?.found.push({
    site,
    object,
    path: [...shaping.report.path],
    keys: [...shaping.deferred.keys],
    shape: (later, laterErrors) => {
      if (undecided !== undefined && isOfOther(later, object, undecided, schema)) return undefined;
      const outcome = complete(object, later, laterErrors);
      // What the part belongs to has been sent, as something that is there.
      if (outcome === outcomes.absent) reportInvalid(place, later);
      return outcome;
    },
  });
}

/** Whether it has turned out that an object does not meet a type condition. */
function isOfOther({ tape }: Shaping, object: TapeValue, condition: string, schema: GraphQLSchema): boolean {
  const type = schema.getType(String(findTypeName(tape, object)));
  return isObjectType(type) && !meetsCondition(type, condition, schema);
}
