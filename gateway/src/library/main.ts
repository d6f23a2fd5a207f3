import { createEmbeddedGateway } from './create-embedded-gateway.ts';
import type { EmbeddedGateway } from './embedded-gateway.ts';
import type { GatewayOptions } from './gateway-options.ts';

export type { Identity } from '@headgate/identity/identity.ts';
export type {
  SendSubgraphRequest,
  SubgraphFetch,
  SubgraphHttpRequest,
  SubgraphHttpResponse,
} from '../execution/subgraph-client/send-subgraph-request.ts';
export type { AuthenticateRequest, Credentials } from '../ports/authenticate-request.ts';
export type { EvaluatePolicies, PolicyCaller } from '../ports/evaluate-policies.ts';
export type {
  AnswerEvent,
  CacheLookupEvent,
  CallerContext,
  HeadgatePlugin,
  Hook,
  OperationEvent,
  PlanEvent,
  RequestEvent,
  SubgraphReplyEvent,
  SubgraphRequestEvent,
  SubscriptionEvent,
  SupergraphEvent,
} from '../ports/headgate-plugin.ts';
export type { EmbeddedGateway } from './embedded-gateway.ts';
export type { GatewayLogger, Log } from './gateway-logger.ts';
export type { GatewayConfigOptions, GatewayOptions, SupergraphSdlSource } from './gateway-options.ts';

/**
 * Creates a gateway within this process. It listens when it is told to, or takes the requests of a server of yours.
 * Introspection and the pages for people are off where NODE_ENV is `production`, unless options say otherwise.
 * @throws TypeError when options are wrong, with all that is; ServiceError `SUPERGRAPH_UNREADABLE` or `SUPERGRAPH_INVALID`
 */
export function createGateway(options: GatewayOptions): Promise<EmbeddedGateway> {
  return createEmbeddedGateway(options, { isProduction: process.env['NODE_ENV'] === 'production' });
}
