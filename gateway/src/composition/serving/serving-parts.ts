import type { Logger } from '@headgate/service/create-logger.ts';
import type { Authenticate } from '../../auth/create-authenticate.ts';
import type { GatewayConfig } from '../../config/config.ts';
import type { PersistedQueryCache } from '../../documents/create-persisted-query-cache.ts';
import type { Documents } from '../../documents/start-documents.ts';
import type { GraphQLService } from '../../operations/graphql-service.ts';
import type { Prometheus } from '../../telemetry/start-prometheus.ts';
import type { ReadAddress } from '../../transports/create-read-address.ts';
import type { LiveClients } from '../../transports/live-clients.ts';
import type { Usage } from '../../usage/open-usage.ts';
import type { ClientTelemetry } from '../open-client-telemetry.ts';
import type { Caching } from '../start-caching.ts';
import type { BrowserSessions } from '../start-sessions.ts';

/** What transports are made of. */
export interface ServingParts {
  readonly config: GatewayConfig;
  readonly service: GraphQLService;
  readonly authenticate: Authenticate;
  /** Browsers that sign in; none without it. */
  readonly sessions: BrowserSessions | undefined;
  readonly caching: Caching | undefined;
  readonly documents: Documents | undefined;
  readonly persistedQueries: PersistedQueryCache;
  readonly clients: LiveClients;
  /** Where clients are; nobody wants to know without it. */
  readonly readAddress: ReadAddress | undefined;
  /** Whether clients may see what the entity cache does for them. */
  readonly showsCache: boolean;
  /** Whether clients may see what their operations cost. */
  readonly showsCost: boolean;
  /** Told of operations that are not even tried. */
  readonly onRefused: (code: string, clientName: string | undefined) => void;
  /** What is recorded of what is used; undefined where nothing is. */
  readonly usage: Pick<Usage, 'read' | 'readSchema'> | undefined;
  /** For operators; undefined where nobody scrapes this gateway. */
  readonly prometheus: Prometheus | undefined;
  /** Told by which code each WebSocket closed; undefined where nobody counts. */
  readonly onSocketClose: ((code: number) => void) | undefined;
  /** Takes what clients tell of themselves; undefined where none may. */
  readonly clientTelemetry: ClientTelemetry | undefined;
  readonly logger: Logger;
}
