import type { GraphQLFormattedError } from 'graphql';
import type { EngineIncrementalResult } from '../../src/execution/engine.ts';
import { setProperty } from '../helpers/set-property.ts';
import { type Answer, findNull } from './compare-answers.ts';

/** An answer that was put together from its parts. */
export interface JoinedAnswer extends Answer {
  /** What errors took away with a part, or in it: another part may bring it back, with its own fields only. */
  readonly lost: readonly (readonly (string | number)[])[];
}

type Members = Record<string, unknown>;

/** Puts the parts of an answer together, as a client does. Throws when a part has no place. */
export async function joinParts({ initial, deferred }: EngineIncrementalResult): Promise<JoinedAnswer> {
  const errors: GraphQLFormattedError[] = [...(initial.errors ?? [])];
  const lost: (readonly (string | number)[])[] = (initial.errors ?? []).map(({ path = [] }) =>
    findNull(path, initial.data),
  );
  // What the engine made is not to be changed while it goes on.
  const data: unknown = structuredClone(initial.data);
  for await (const parts of deferred ?? []) {
    for (const part of parts) {
      errors.push(...(part.errors ?? []));
      for (const { path = [] } of part.errors ?? [])
        lost.push([...part.path, ...findNull(path.slice(part.path.length), part.data)]);
      let target = data;
      for (const element of part.path) target = (target as Members)[element];
      if (typeof target !== 'object' || target === null)
        throw new Error(`A part has no place: ${part.path.join('.')}`);
      if (part.data) merge(target as Members, structuredClone(part.data));
    }
  }
  return { data, errors: errors.length > 0 ? errors : undefined, lost };
}

function merge(target: Members, source: Members): void {
  for (const [name, value] of Object.entries(source)) {
    const existing = Object.hasOwn(target, name) ? target[name] : undefined;
    if (typeof existing === 'object' && existing !== null && typeof value === 'object' && value !== null)
      merge(existing as Members, value as Members);
    else setProperty(target, name, value);
  }
}
