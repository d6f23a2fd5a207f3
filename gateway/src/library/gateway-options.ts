import type { z } from 'zod';
import type { Extensions } from '../config/extensions.ts';
import type { optionsSchema } from '../config/options-schema.ts';
import type { GatewayLogger } from './gateway-logger.ts';

/** What a configuration file says, and `defineConfig` takes: everything that a gateway can be told. */
export interface GatewayConfigOptions extends z.input<typeof optionsSchema>, Extensions {}

/** Where a supergraph comes from that code has: called once, and told how to replace the first one. */
export type SupergraphSdlSource = (supergraph: {
  /** Takes another supergraph into service. Rejects, and changes nothing, when it does not build. */
  readonly update: (supergraphSdl: string) => Promise<void>;
}) => Promise<{
  readonly supergraphSdl: string;
  /** Called when the gateway is disposed of. */
  readonly cleanup?: () => Promise<void> | void;
}>;

/** Options of a gateway within a process of others. */
export interface GatewayOptions extends GatewayConfigOptions {
  /** The SDL of the supergraph, or what gets it: instead of `supergraph` and of subgraphs to compose. */
  readonly supergraphSdl?: string | SupergraphSdlSource;
  /** Default: JSON on standard output, as far as `logLevel` says. pino's loggers fit. */
  readonly logger?: GatewayLogger;
}
