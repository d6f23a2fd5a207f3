import { AsyncLocalStorage } from 'node:async_hooks';
import type { GraphQLDataSource, SupergraphManager, SupergraphSdlHook } from '@apollo/gateway';
import type { GatewayGraphQLRequestContext, GatewayInterface } from '@apollo/server-gateway-interface';
import type { Identity } from '@headgate/identity/identity.ts';
import { createLogger, type Logger } from '@headgate/service/create-logger.ts';
import { createEngineGateway } from '../apollo/create-engine-gateway.ts';
import { sendThroughDataSources } from '../apollo/send-through-data-sources.ts';
import { startEngineSupergraphs } from '../composition/start-engine-supergraphs.ts';
import type { EvaluatePolicies } from '../ports/evaluate-policies.ts';
import type { GatewayLogger } from './gateway-logger.ts';
import { openSupergraphManager } from './open-supergraph-manager.ts';

/** A subgraph, as `buildService` is told of it. */
export interface ServiceDefinition {
  readonly name: string;
  readonly url?: string;
}

/** What a gateway in an Apollo Server of yours is told. */
export interface HeadgateGatewayOptions {
  /** The SDL of the supergraph, a function that gets it, or a manager such as `IntrospectAndCompose` of @apollo/gateway. */
  readonly supergraphSdl: string | SupergraphSdlHook | SupergraphManager;
  /**
   * Builds the data source of a subgraph, such as a subclass of `RemoteGraphQLDataSource`; called once for each subgraph and
   * address. Default: the engine's own connections, which take less CPU.
   */
  readonly buildService?: (definition: ServiceDefinition) => GraphQLDataSource;
  /** Names of the client's headers that subgraphs get. Default: none, as with `ApolloGateway`. */
  readonly forwardHeaders?: readonly string[];
  /** How long a subgraph may take to answer, in milliseconds. Default: 30,000. */
  readonly subgraphTimeoutMs?: number;
  /** Whether clients read the subgraphs' own error messages. Default: yes, as with `ApolloGateway`; `formatError` may mask them. */
  readonly exposeSubgraphErrors?: boolean;
  /** Tells who asks, from the context value, for `@authenticated` and `@requiresScopes`. Default: nobody, so they deny. */
  readonly identify?: (contextValue: never) => Identity | null;
  /** Evaluates the policies of `@policy`. Default: they are denied. */
  readonly evaluatePolicies?: EvaluatePolicies;
  /** Default: warnings and errors, as JSON on standard output. */
  readonly logger?: GatewayLogger;
}

/** It never ends: Apollo Server does not tell that a client has gone. */
const unending = new AbortController().signal;

/**
 * Runs the operations of your own Apollo Server, in place of `ApolloGateway`:
 * as its option `gateway: new HeadgateGateway({ supergraphSdl })`. It has queries and mutations; for subscriptions
 * and `@defer`, which Apollo Server has no place for, use `createGateway`.
 */
export class HeadgateGateway implements GatewayInterface {
  readonly #options: HeadgateGatewayOptions;
  readonly #logger: Logger;
  readonly #incoming = new AsyncLocalStorage<GatewayGraphQLRequestContext>();
  readonly #supergraphs: ReturnType<typeof startEngineSupergraphs>;
  readonly #gateway: GatewayInterface;
  #source: AsyncDisposable | undefined;

  constructor(options: HeadgateGatewayOptions) {
    this.#options = options;
    this.#logger = (options.logger as Logger | undefined) ?? createLogger({ name: 'gateway', level: 'warn' });
    const { buildService, identify, evaluatePolicies } = options;
    const send =
      buildService &&
      sendThroughDataSources({ dataSourceOf: rememberServices(buildService), incoming: this.#incoming });
    this.#supergraphs = startEngineSupergraphs({
      logger: this.#logger,
      evaluatePolicies,
      identifies: identify !== undefined,
      engine: {
        logger: this.#logger,
        forwardHeaders: options.forwardHeaders ?? [],
        exposeSubgraphErrors: options.exposeSubgraphErrors ?? true,
        timeoutMs: options.subgraphTimeoutMs ?? 30_000,
        // A data source may answer by what only it knows of who asks.
        ...(send && {
          send,
          traffic: { shareInFlight: false, shareOperations: false, passDeadline: false },
        }),
      },
    });
    this.#gateway = createEngineGateway({
      supergraphs: this.#supergraphs.served,
      execute: this.#supergraphs.execute,
      around: (request, run) => this.#incoming.run(request, run),
      toContext: ({ context, request }) => ({
        identity: identify?.(context as never) ?? null,
        headers: Object.fromEntries(request.http?.headers ?? []),
        signal: unending,
      }),
    });
  }

  /** Called by Apollo Server: tells of each supergraph that is taken into service. Returns how to stop that. */
  onSchemaLoadOrUpdate(
    callback: Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0],
  ): ReturnType<GatewayInterface['onSchemaLoadOrUpdate']> {
    return this.#gateway.onSchemaLoadOrUpdate(callback);
  }

  /**
   * Called by Apollo Server: gets the first supergraph, and begins to follow its changes.
   * @throws ServiceError `SUPERGRAPH_INVALID`
   */
  async load(options: Parameters<GatewayInterface['load']>[0]): ReturnType<GatewayInterface['load']> {
    const { supergraphSdl, buildService } = this.#options;
    this.#source = await openSupergraphManager(supergraphSdl, {
      buildService,
      offer: this.#supergraphs.offer,
      logger: this.#logger,
    });
    return this.#gateway.load(options);
  }

  /** Called by Apollo Server when it stops. */
  async stop(): Promise<void> {
    await this.#source?.[Symbol.asyncDispose]();
    await this.#supergraphs[Symbol.asyncDispose]();
  }
}

function rememberServices(
  buildService: NonNullable<HeadgateGatewayOptions['buildService']>,
): (subgraph: { readonly name: string; readonly url: string }) => GraphQLDataSource {
  const services = new Map<string, GraphQLDataSource>();
  return ({ name, url }) => {
    const key = `${name}\n${url}`;
    let service = services.get(key);
    if (!service) {
      service = buildService({ name, url });
      services.set(key, service);
    }
    return service;
  };
}
