import type { EntitiesFound, SubgraphCache } from '../../ports/subgraph-cache.ts';
import { readKept } from '../replies/read-kept.ts';
import type { Run } from '../run.ts';
import { markValuesRepeated } from '../tape/mark-repeated.ts';
import type { TapeValue } from '../tape/values.ts';
import type { EntityCall } from './entities/entity-call.ts';

/** What somebody who keeps entities had of a request, and how what is missing is kept. */
export interface KeptEntities extends Pick<EntitiesFound, 'keep'> {
  readonly found: number;
}

/** Sends calls, and lets the answer be kept where somebody wants to. Never rejects. */
export type SendCalls = (calls: readonly EntityCall[], kept?: KeptEntities) => Promise<void>;

/** Gives entities that are kept to those who want them, and sends calls for those that are missing. Never rejects. */
export async function callMissingEntities(
  run: Run,
  {
    cache,
    ...wanted
  }: Omit<Parameters<SubgraphCache['findEntities']>[0], 'parts'> & {
    readonly cache: SubgraphCache;
    readonly calls: readonly EntityCall[];
  },
  send: SendCalls,
): Promise<void> {
  const { subgraph, variables, calls } = wanted;
  const finding = cache.findEntities({
    subgraph,
    variables,
    parts: calls.map(({ operation, entities }) => ({
      text: operation.text,
      representations: entities.representations(),
    })),
  });
  if (finding === undefined) {
    await send(calls);
    return;
  }
  const { entities: kept, keep } = await finding;
  const { tape } = run;
  const given = new Map<Uint8Array, TapeValue>();
  let found = 0;
  const missing = calls.map((call, part) => ({
    ...call,
    entities: call.entities.filter((position) => {
      const json = kept[part]?.[position];
      if (json === undefined) return true;
      let entity = given.get(json);
      // One entity that several calls ask for is kept once.
      if (entity !== undefined) markValuesRepeated(tape, entity);
      else entity = readKept(tape, json);
      if (entity === undefined) return true;
      given.set(json, entity);
      found += 1;
      call.receiver.merge(run, tape, entity, call.entities, position);
      return false;
    }),
  }));
  const left = missing.filter(({ entities }) => entities.length > 0);
  if (left.length > 0) await send(left, { found, keep });
}
