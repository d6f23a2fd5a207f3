import { answerParent } from '../testbed/answer-parent.ts';
import { createPublicSubgraphs } from './create-public-subgraphs.ts';
import { createScalingSubgraphs } from './create-scaling-subgraphs.ts';
import { type SubgraphTraffic, serveSubgraphs } from './serve-subgraphs.ts';

export type SubgraphQuestion = { readonly kind: 'supergraph' } | { readonly kind: 'traffic' };
export type SubgraphAnswer = string | SubgraphTraffic;

const dataFolder = new URL('../../data/', import.meta.url);
const served = serveSubgraphs(
  process.argv[2] === 'scaling' ? createScalingSubgraphs() : createPublicSubgraphs(dataFolder),
  { cacheControl: process.argv[3] },
);

answerParent<SubgraphQuestion, SubgraphAnswer>(async ({ kind }) => {
  const { supergraphSdl, takeTraffic } = await served;
  return kind === 'supergraph' ? supergraphSdl : takeTraffic();
});
