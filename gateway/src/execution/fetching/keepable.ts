import type { KeepableReply, KeepableValue } from '../../ports/subgraph-cache.ts';
import type { TapeReply } from '../replies/parse-reply.ts';
import type { Tape } from '../tape/tape.ts';
import { findTypeName } from '../tape/type-names.ts';
import { endCell, find, isList, isObject, startCell, type TapeValue, visitItems } from '../tape/values.ts';

/** An answer as whoever keeps parts of it wants it; to be read before anything becomes of the answer. */
export function keepable(tape: Tape, { data, errors, headers, extensions }: TapeReply): KeepableReply {
  return {
    errors,
    headers,
    ...(extensions && { extensions }),
    get data() {
      return data === undefined ? undefined : copyOut(tape, data);
    },
    entitiesOf(alias) {
      const { cells } = tape.heap;
      const list = data === undefined ? 0 : find(cells, data, tape.names.keyOf(alias));
      if (!isList(cells, list)) return undefined;
      const entities: (KeepableValue | undefined)[] = [];
      visitItems(cells, list, (entity) => {
        entities.push(isObject(cells, entity) ? copyOut(tape, entity) : undefined);
      });
      return entities;
    },
  };
}

function copyOut(tape: Tape, object: TapeValue): KeepableValue {
  const { bytes, cells } = tape.heap;
  const json = bytes.subarray(cells[object + startCell] as number, cells[object + endCell] as number);
  return { json: Buffer.from(json), typeName: findTypeName(tape, object) ?? undefined };
}
