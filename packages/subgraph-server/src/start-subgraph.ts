import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLSchemaModule } from '@apollo/subgraph/dist/schema-helper/index.js';
import { expressMiddleware } from '@as-integrations/express5';
import { authenticate } from '@headgate/identity/authenticate.ts';
import type { TokenVerifier } from '@headgate/identity/create-token-verifier.ts';
import type { Identity } from '@headgate/identity/identity.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { ServiceError } from '@headgate/service/define-errors.ts';
import express from 'express';
import { GraphQLError, type OperationTypeNode, parse } from 'graphql';
import { checkArguments } from './check-arguments.ts';
import { formatError } from './format-error.ts';
import { readJson } from './read-json.ts';
import { reportErrorsAsGraphQL } from './report-errors-as-graphql.ts';
import { type HealthChecks, type ReadLoad, serveHealth } from './serve-health.ts';
import { serveSubscriptions } from './serve-subscriptions.ts';
import { type CallerContext, type TellCachesOptions, tellCaches } from './tell-caches.ts';

/** Resolvers as `buildSubgraphSchema` takes them. */
type Resolvers = NonNullable<GraphQLSchemaModule['resolvers']>;

export interface SubgraphOptions<Context extends CallerContext> {
  /** The subgraph's schema as text. */
  readonly typeDefs: string;
  /** Type name → field name → resolver; the types that codegen makes fit. */
  readonly resolvers: object;
  readonly host: string;
  /** 0 lets the operating system choose. */
  readonly port: number;
  readonly verifyToken: TokenVerifier;
  /** Makes the context of one operation; `identity` is null when nobody is signed in. */
  readonly createContext: (identity: Identity | null) => Context;
  /** What replaces members of the context of a query or mutation once it is known which it is. Default: nothing. */
  readonly contextForOperation?: (context: Context, operation: OperationTypeNode) => Partial<Context>;
  /** What `GET /health/ready` looks at. */
  readonly checks: HealthChecks;
  /** What `GET /health/load` says. Default: nothing. */
  readonly readLoad?: ReadLoad | undefined;
  readonly logger: Logger;
  /** The caches of gateways. Default: none can be told of changes, so they are told to keep nothing. */
  readonly caches?: TellCachesOptions | undefined;
  /** Fields, e.g. `Mutation.recordActivities`, that `checkArguments` is to leave alone. Default: none. */
  readonly fieldsThatCheckTheirArguments?: readonly string[];
  /** Answer `{ __schema }`; the gateway's composition uses `_service` and does not need it. Default: true. */
  readonly introspection?: boolean;
}

export interface Subgraph extends AsyncDisposable {
  /** Where it serves, e.g. `http://127.0.0.1:4001/graphql`; subscriptions have the same address with `ws`. */
  readonly url: string;
}

/** Largest request: a gateway sends many representations at once. */
const maxBodyBytes = 10_000_000;

/** Serves a subgraph on `/graphql` over HTTP and WebSocket, with its health beside it, until disposed of. */
export async function startSubgraph<Context extends CallerContext>(
  options: SubgraphOptions<Context>,
): Promise<Subgraph> {
  const { logger, verifyToken, createContext } = options;
  const schema = buildSubgraphSchema({
    typeDefs: parse(options.typeDefs),
    resolvers: options.resolvers as Resolvers,
  });
  checkArguments(schema, options.fieldsThatCheckTheirArguments);
  const app = express().disable('x-powered-by');
  const server = createServer(app);
  const format = formatError(logger);
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: options.introspection ?? true,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: format,
    logger,
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: server }),
      tellCaches(options.caches),
      completeContext(options.contextForOperation),
    ],
  });
  await apollo.start();
  let draining = false;
  app.use(serveHealth(options.checks, () => draining, options.readLoad));
  app.use(
    '/graphql',
    ...readJson(maxBodyBytes),
    expressMiddleware(apollo, {
      context: async ({ req }) =>
        createContext(await authenticateRequest(req.headers.authorization, verifyToken)),
    }),
    reportErrorsAsGraphQL(logger),
  );
  const subscriptions = serveSubscriptions({
    server,
    schema,
    path: '/graphql',
    verifyToken,
    createContext,
    formatError: format,
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');
  const url = `http://${options.host}:${(server.address() as AddressInfo).port}/graphql`;
  logger.info({ url }, 'ready');
  return {
    url,
    async [Symbol.asyncDispose]() {
      draining = true;
      await subscriptions[Symbol.asyncDispose]();
      await apollo.stop();
    },
  };
}

function completeContext<Context extends CallerContext>(
  contextForOperation: SubgraphOptions<Context>['contextForOperation'],
): ApolloServerPlugin<Context> {
  if (!contextForOperation) return {};
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ contextValue, operation }) {
        if (!operation) return;
        Object.assign(contextValue, contextForOperation(contextValue, operation.operation));
      },
    }),
  };
}

/** As {@link authenticate}, but a refusal is the answer's HTTP status too. */
async function authenticateRequest(
  authorization: string | undefined,
  verify: TokenVerifier,
): Promise<Identity | null> {
  try {
    return await authenticate(authorization, verify);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const extensions = { http: { status: error.httpStatus } };
    throw new GraphQLError(error.message, { originalError: error, extensions });
  }
}
