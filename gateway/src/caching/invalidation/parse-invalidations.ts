import { z } from 'zod';
import { gatewayErrors } from '../../errors.ts';
import { tagOfCacheTag, tagOfSubgraph, tagOfType } from './tags.ts';

const name = z.string().min(1);

const invalidations = z
  .array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('subgraph'), subgraph: name }),
      z.object({ kind: z.literal('type'), subgraph: name, type: name }),
      z.object({ kind: z.literal('cache_tag'), subgraphs: z.array(name).min(1), cache_tag: name }),
    ]),
  )
  .min(1);

/**
 * Reads what is to be invalidated from the body of a request, as the tags that it is kept under.
 * @throws ServiceError `BAD_REQUEST`
 */
export function parseInvalidations(body: unknown): readonly string[] {
  const parsed = invalidations.safeParse(body);
  if (!parsed.success) {
    throw gatewayErrors.create('BAD_REQUEST', {
      message: `The body names nothing to invalidate: ${z.prettifyError(parsed.error)}`,
    });
  }
  const tags = parsed.data.flatMap((one) => {
    if (one.kind === 'subgraph') return [tagOfSubgraph(one.subgraph)];
    if (one.kind === 'type') return [tagOfType(one.type)];
    return one.subgraphs.map((subgraph) => tagOfCacheTag(subgraph, one.cache_tag));
  });
  return [...new Set(tags)];
}
