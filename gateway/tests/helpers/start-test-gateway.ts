import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApolloServerPlugin } from '@apollo/server';
import { createLogger, type Logger } from '@headgate/service/create-logger.ts';
import { type Environment, parseConfig } from '@headgate/service/parse-config.ts';
import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Gateway, startGateway } from '../../src/composition/start-gateway.ts';
import { gatewayConfig } from '../../src/config/config.ts';
import type { Extensions } from '../../src/config/extensions.ts';
import type { OperationContext } from '../../src/operations/operation-context.ts';
import type { EvaluatePolicies } from '../../src/ports/evaluate-policies.ts';

export interface TestGatewayOptions {
  /** The supergraph to serve from a file; without it SUBGRAPHS is to say what to compose. */
  readonly sdl?: string;
  readonly env?: Environment;
  /** What its configuration file says. */
  readonly settings?: object;
  readonly plugins?: readonly ApolloServerPlugin<OperationContext>[];
  readonly logger?: Logger;
  readonly evaluatePolicies?: EvaluatePolicies;
  readonly extensions?: Extensions;
  /** The clock of browser sessions. */
  readonly now?: () => number;
}

export interface GraphQLAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions: { readonly code: string; readonly service?: string };
    }[];
    readonly extensions?: Record<string, unknown>;
  };
}

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly metricsUrl: Gateway['metricsUrl'];
  readonly subscriptions: Gateway['subscriptions'];
  /** Posts a GraphQL request, or whatever text is given as its body. */
  post(body: object | string, headers?: Readonly<Record<string, string>>): Promise<GraphQLAnswer>;
  /** Makes a WebSocket client that is disposed of with the gateway and does not reconnect. */
  connect(options?: Partial<ClientOptions>): Client;
  /** Replaces the supergraph's file. */
  rewrite(sdl: string): Promise<void>;
}

/** Starts a gateway on a free port. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const directory = await mkdtemp(join(tmpdir(), 'headgate-'));
  const file = join(directory, 'supergraph.graphql');
  if (options.sdl !== undefined) await writeFile(file, options.sdl);
  const settingsFile = join(directory, 'headgate.json');
  if (options.settings) await writeFile(settingsFile, JSON.stringify(options.settings));
  const config = parseConfig(gatewayConfig, {
    PORT: '0',
    DRAIN_MS: '0',
    ...(options.settings && { HEADGATE_CONFIG: settingsFile }),
    ...(options.sdl !== undefined && { SUPERGRAPH: file }),
    ...options.env,
  });
  const { plugins, evaluatePolicies } = options;
  const extensions = {
    ...options.extensions,
    ...(plugins && { apolloPlugins: plugins }),
    ...(evaluatePolicies && { evaluatePolicies }),
  };
  const gateway = await startGateway({
    config: { ...config, extensions },
    logger: options.logger ?? createLogger({ name: 'gateway', level: 'silent' }),
    ...(options.now && { now: options.now }),
  });
  const clients: Client[] = [];
  return {
    url: gateway.url,
    metricsUrl: gateway.metricsUrl,
    subscriptions: gateway.subscriptions,
    async post(body, headers = {}) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as GraphQLAnswer['body'],
      };
    },
    connect(clientOptions) {
      const client = createClient({
        url: gateway.url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...clientOptions,
      });
      clients.push(client);
      return client;
    },
    rewrite: (sdl) => writeFile(file, sdl),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.terminate();
      await gateway[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
