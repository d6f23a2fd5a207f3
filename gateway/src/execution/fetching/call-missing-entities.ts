import type { EntitiesFound, SubgraphCache } from '../../ports/subgraph-cache.ts';
import { isDataObject } from '../data/response-data.ts';
import type { Run } from '../run.ts';
import { markValuesRepeated } from '../shaping/repeats.ts';
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
    parts: calls.map(({ operation, groups }) => ({
      text: operation.text,
      representations: groups.map(({ representation }) => representation),
    })),
  });
  if (finding === undefined) {
    await send(calls);
    return;
  }
  const { entities, keep } = await finding;
  const given = new Set<unknown>();
  let found = 0;
  const missing = calls.map((call, part) => ({
    ...call,
    groups: call.groups.filter(({ targets }, position) => {
      const entity = entities[part]?.[position];
      if (entity === undefined) return true;
      // One entity that several calls ask for is kept once.
      if (isDataObject(entity) && given.has(entity)) markValuesRepeated(run.repeated, entity);
      given.add(entity);
      found += 1;
      call.receiver.merge(run, entity, targets);
      return false;
    }),
  }));
  const left = missing.filter(({ groups }) => groups.length > 0);
  if (left.length > 0) await send(left, { found, keep });
}
