import { answerParent } from '../testbed/answer-parent.ts';
import { createPublicSubgraphs } from './create-public-subgraphs.ts';
import { createScalingSubgraphs } from './create-scaling-subgraphs.ts';
import { type RecordedRequest, type SubgraphTraffic, serveSubgraphs } from './serve-subgraphs.ts';

export interface SubgraphQuestion {
  readonly kind: 'supergraph' | 'traffic' | 'record' | 'recorded';
}
export type SubgraphAnswer = string | SubgraphTraffic | readonly RecordedRequest[];

const dataFolder = new URL('../../data/', import.meta.url);
const [set, cacheControl, http2Port, socketPath] = process.argv.slice(2);
const served = serveSubgraphs(
  set === 'scaling' ? createScalingSubgraphs() : createPublicSubgraphs(dataFolder),
  { cacheControl, ...(socketPath && { links: { http2Port: Number(http2Port), socketPath } }) },
);

answerParent<SubgraphQuestion, SubgraphAnswer>(async ({ kind }) => {
  const { supergraphSdl, takeTraffic, record, takeRecorded } = await served;
  if (kind === 'supergraph') return supergraphSdl;
  if (kind === 'recorded') return takeRecorded();
  if (kind === 'record') record();
  return takeTraffic();
});
