import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { createLogger } from '@headgate/service/create-logger.ts';
import { createEngineGateway } from '../../src/apollo/create-engine-gateway.ts';
import { createDescribeAnswerPolicy } from '../../src/caching/policy/describe-answer-policy.ts';
import { createPersistedQueryCache } from '../../src/documents/create-persisted-query-cache.ts';
import { createFormatError } from '../../src/operations/errors/format-error.ts';
import type { OperationContext } from '../../src/operations/operation-context.ts';
import type { OperationRequest } from '../../src/operations/operation-request.ts';
import { startPlugins } from '../../src/operations/plugins/start-plugins.ts';
import { createRunOnEngine } from '../../src/operations/run-on-engine.ts';
import { createRunOperation } from '../../src/operations/run-operation.ts';
import { createDocumentStore } from '../../src/operations/validation/create-document-store.ts';
import type { ServedSupergraph } from '../../src/subscriptions/served-supergraph.ts';
import { createHotSwap } from '../../src/supergraph/hot-swap.ts';
import { startTestEngine, type TestEngine } from '../helpers/start-test-engine.ts';

const users = {
  name: 'users',
  typeDefs: `
    type Query { user(id: ID!): User users(first: Int): [User!]! broken: User! }
    type Mutation { rename(id: ID!, name: String!): User }
    type User @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: {
      user: (_: never, { id }: { id: string }) => ({ id, name: `user ${id}` }),
      users: () => [{ id: '1', name: 'Ada' }],
      broken: () => {
        throw new Error('not today');
      },
    },
    Mutation: { rename: (_: never, { id, name }: { id: string; name: string }) => ({ id, name }) },
    User: { __resolveReference: ({ id }: Record<string, unknown>) => ({ id, name: `user ${id}` }) },
  },
};

// A plugin written in JavaScript looks at whatever there is.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Loose = any;

const logger = createLogger({ name: 'gateway', level: 'silent' });

/** What is told of a hook: its name, and what of the arguments a plugin can rely on. */
type Told = readonly [hook: string, seen: unknown];

/** Apollo Server gives them no code; clients get ours. */
const codeless = /^(provided sha does not match query|Unsupported persisted query version)$/;

const show = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

function describeErrors(errors: unknown): unknown {
  const list = Array.isArray(errors) ? errors : errors === undefined ? [] : [errors];
  return list.map(({ message, extensions, path, locations }) => ({
    message,
    code: codeless.test(message) ? undefined : extensions?.code,
    status: extensions?.http?.status,
    path,
    locations: show(locations),
  }));
}

/** Records what it is called with, and does what a case asks it to do at a hook. */
function createRecorder(
  told: Told[],
  act: (hook: string, context: never) => unknown,
): ApolloServerPlugin<OperationContext> {
  function tell(hook: string, context: Record<string, never>, more?: unknown): unknown {
    const { request, response, metrics, document, operation, operationName, queryHash, source, errors } =
      context as Record<string, Loose>;
    told.push([
      hook,
      show({
        query: request.query,
        name: request.operationName,
        variables: request.variables,
        extensions: request.extensions,
        method: request.http?.method,
        queryHash,
        source,
        definitions: document?.definitions.length,
        operation: operation?.operation,
        operationName,
        metrics,
        errors: describeErrors(errors),
        status: response.http.status,
        headers: [...response.http.headers].filter(
          ([name]) => name !== 'content-type' && name !== 'cache-control',
        ),
        body: response.body,
        batched: (context as Record<string, unknown>)['requestIsBatched'],
        identity: (context as Record<string, Loose>)['contextValue'].identity,
        more,
      }),
    ]);
    return act(hook, context as never);
  }
  const at = (hook: string) => async (context: unknown) => tell(hook, context as never) as never;
  return {
    serverWillStart: async ({ schema, startedInBackground }) => {
      told.push(['serverWillStart', [schema.getQueryType()?.name, startedInBackground]]);
      return {
        schemaDidLoadOrUpdate: ({ coreSupergraphSdl }) => {
          told.push(['schemaDidLoadOrUpdate', typeof coreSupergraphSdl]);
        },
        serverWillStop: async () => {
          told.push(['serverWillStop', null]);
        },
        drainServer: async () => {
          told.push(['drainServer', null]);
        },
      };
    },
    unexpectedErrorProcessingRequest: async ({ error }) => {
      told.push(['unexpectedErrorProcessingRequest', error.message]);
    },
    requestDidStart: async (begun) => {
      tell('requestDidStart', begun as never);
      return {
        didResolveSource: at('didResolveSource'),
        parsingDidStart: async (context) => {
          tell('parsingDidStart', context as never);
          return async (error) => void tell('parsingDidEnd', context as never, describeErrors(error));
        },
        validationDidStart: async (context) => {
          tell('validationDidStart', context as never);
          return async (errors) => void tell('validationDidEnd', context as never, describeErrors(errors));
        },
        didResolveOperation: at('didResolveOperation'),
        didEncounterErrors: at('didEncounterErrors'),
        responseForOperation: async (context) =>
          (tell('responseForOperation', context as never) as never) ?? null,
        executionDidStart: async (context) => {
          tell('executionDidStart', context as never);
          return {
            executionDidEnd: async (error) =>
              void tell('executionDidEnd', context as never, describeErrors(error)),
          };
        },
        willSendResponse: at('willSendResponse'),
      };
    },
  };
}

interface Case {
  readonly name: string;
  readonly request: Omit<OperationRequest, 'http' | 'isReadOnly'>;
  readonly method?: 'GET';
  /** What the plugin does at a hook. */
  readonly act?: (hook: string, context: never) => unknown;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = '{ users { id } }';
const throwAt = (wanted: string) => (hook: string) => {
  if (hook === wanted) throw new Error(`broken at ${hook}`);
};

const cases: readonly Case[] = [
  { name: 'a query', request: { query: '{ user(id: 1) { id name } }' } },
  { name: 'the same query again', request: { query: '{ user(id: 1) { id name } }' } },
  {
    name: 'a named query with variables',
    request: {
      query: 'query Q($id: ID!) { user(id: $id) { name } }',
      operationName: 'Q',
      variables: { id: '7' },
    },
  },
  { name: 'a mutation', request: { query: 'mutation M { rename(id: 1, name: "x") { name } }' } },
  { name: 'a GET', method: 'GET', request: { query: '{ users { name } }' } },
  {
    name: 'a mutation by GET',
    method: 'GET',
    request: { query: 'mutation { rename(id: 1, name: "x") { name } }' },
  },
  { name: 'no query', request: { operationName: 'Q' } },
  { name: 'a syntax error', request: { query: '{ user(id: 1) { id ' } },
  { name: 'a validation error', request: { query: '{ users { nope } }' } },
  { name: 'an unknown operation', request: { query: 'query A { users { id } }', operationName: 'B' } },
  {
    name: 'two operations and no name',
    request: { query: 'query A { users { id } } query B { users { id } }' },
  },
  {
    name: 'a variable of the wrong type',
    request: { query: 'query Q($n: Int) { users(first: $n) { id } }', variables: { n: 'x' } },
  },
  { name: 'a missing variable', request: { query: 'query Q($id: ID!) { user(id: $id) { id } }' } },
  { name: 'a subgraph error', request: { query: '{ broken { id } }' } },
  {
    name: 'an unknown persisted query',
    request: { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(persisted) } } },
  },
  {
    name: 'a persisted query that registers',
    request: {
      query: persisted,
      extensions: { persistedQuery: { version: 1, sha256Hash: sha256(persisted) } },
    },
  },
  {
    name: 'a persisted query by its hash',
    request: { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(persisted) } } },
  },
  {
    name: 'a persisted query with a wrong hash',
    request: {
      query: '{ users { name } }',
      extensions: { persistedQuery: { version: 1, sha256Hash: sha256('x') } },
    },
  },
  {
    name: 'a persisted query of another version',
    request: {
      query: persisted,
      extensions: { persistedQuery: { version: 2, sha256Hash: sha256(persisted) } },
    },
  },
  { name: 'introspection', request: { query: '{ __schema { queryType { name } } }' } },
  {
    name: 'a plugin that answers instead',
    request: { query: '{ users { id } }' },
    act: (hook) =>
      hook === 'responseForOperation'
        ? {
            http: { status: 203, headers: new HeaderMap([['x-own', '1']]) },
            body: { kind: 'single', singleResult: { data: { users: [] } } },
          }
        : undefined,
  },
  {
    name: 'a plugin that changes the answer',
    request: { query: '{ users { id } }' },
    act: (hook, context: Loose) => {
      if (hook !== 'willSendResponse') return;
      context.response.http.status = 418;
      context.response.http.headers.set('x-own', '1');
      context.response.body.singleResult.extensions = { own: true };
    },
  },
  {
    name: 'a plugin that refuses the operation',
    request: { query: '{ users { id } }' },
    act: throwAt('didResolveOperation'),
  },
  {
    name: 'a plugin that fails at the start',
    request: { query: '{ users { id } }' },
    act: throwAt('requestDidStart'),
  },
  {
    name: 'a plugin that fails at the source',
    request: { query: '{ users { id } }' },
    act: throwAt('didResolveSource'),
  },
  {
    name: 'a plugin that fails at execution',
    request: { query: '{ users { id } }' },
    act: throwAt('executionDidStart'),
  },
  {
    name: 'a plugin that fails at the errors',
    request: { query: '{ broken { id } }' },
    act: throwAt('didEncounterErrors'),
  },
  {
    name: 'a plugin that fails at the end',
    request: { query: '{ users { id } }' },
    act: throwAt('willSendResponse'),
  },
];

suite('plugins are called as Apollo Server calls them', () => {
  let engine: TestEngine;
  before(async () => {
    engine = await startTestEngine({ subgraphs: [users] });
  });
  after(() => engine[Symbol.asyncDispose]());

  function openSupergraphs() {
    const supergraphs = createHotSwap<ServedSupergraph>({ onDisposeError: assert.ifError });
    supergraphs.replace({
      sdl: engine.supergraph.sdl,
      document: engine.engine.supergraph.document,
      engine: engine.engine,
      access: undefined,
      subgraphUrls: new Map(),
      [Symbol.asyncDispose]: async () => undefined,
    } as ServedSupergraph);
    return supergraphs;
  }

  const execute = createRunOnEngine({
    subscriptions: undefined as never,
    exposesPlans: false,
    entityCache: undefined,
    showsCache: false,
    demandControl: undefined,
    showsCost: false,
  });

  const contextValue = () => ({
    identity: null,
    headers: { accept: 'application/json' },
    signal: new AbortController().signal,
  });

  async function runOnApolloServer(): Promise<Map<string, Told[]>> {
    let told: Told[] = [];
    let act: Case['act'];
    const apollo = new ApolloServer<OperationContext>({
      gateway: createEngineGateway({ supergraphs: openSupergraphs(), execute }),
      persistedQueries: { cache: createPersistedQueryCache() },
      introspection: true,
      formatError: createFormatError(logger),
      includeStacktraceInErrorResponses: false,
      stopOnTerminationSignals: false,
      logger,
      plugins: [
        ApolloServerPluginLandingPageDisabled(),
        ApolloServerPluginCacheControlDisabled(),
        createRecorder({ push: (one: Told) => told.push(one) } as never, (hook, context) =>
          act?.(hook, context),
        ),
      ],
    });
    const all = new Map([['start', told]]);
    await apollo.start();
    for (const { name, request, method, act: does } of cases) {
      told = [];
      act = does;
      all.set(name, told);
      const body = { ...request };
      const search = new URLSearchParams();
      for (const [key, value] of Object.entries(request))
        search.set(key, typeof value === 'string' ? value : JSON.stringify(value));
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: method ?? 'POST',
          headers: new HeaderMap([
            ['accept', 'application/json'],
            ['x-apollo-operation-name', 'x'],
          ]),
          search: method === 'GET' ? `?${search}` : '',
          body,
        },
        context: async () => contextValue(),
      });
      const text = answer.body.kind === 'complete' ? JSON.parse(answer.body.string) : undefined;
      told.push(['answer', { status: answer.status ?? 200, own: answer.headers.get('x-own'), body: text }]);
    }
    told = [];
    all.set('stop', told);
    await apollo.stop();
    return all;
  }

  async function runOnOperations(): Promise<Map<string, Told[]>> {
    let told: Told[] = [];
    let act: Case['act'];
    const recorder = createRecorder({ push: (one: Told) => told.push(one) } as never, (hook, context) =>
      act?.(hook, context),
    );
    const all = new Map([['start', told]]);
    const service = { logger, cache: createPersistedQueryCache() as never };
    const supergraphs = openSupergraphs();
    const served = supergraphs.current as ServedSupergraph;
    const plugins = await startPlugins({
      plugins: [recorder],
      service: { ...service, schema: served.engine.apiSchema, apollo: {} },
      coreSupergraphSdl: served.sdl,
    });
    const run = createRunOperation({
      documents: createDocumentStore({ maxTokens: 1_000, rules: [] }),
      persistedQueries: createPersistedQueryCache(),
      plugins: () => plugins,
      service,
      execute,
      onOperation: () => undefined,
      describePolicy: createDescribeAnswerPolicy().describe,
      formatError: createFormatError(logger),
    });
    for (const { name, request, method, act: does } of cases) {
      told = [];
      act = does;
      all.set(name, told);
      const http = () => ({ method: method ?? 'POST', headers: new HeaderMap(), search: '', body: {} });
      const answer = await run(served, { ...request, http, isReadOnly: method === 'GET' }, contextValue);
      assert(answer.kind === 'single' || answer.kind === 'refused');
      const body = answer.kind === 'refused' ? { errors: answer.errors } : answer.result;
      told.push(['answer', { status: answer.status ?? 200, own: answer.headers['x-own'], body: show(body) }]);
    }
    told = [];
    all.set('stop', told);
    await plugins.drain();
    await plugins[Symbol.asyncDispose]();
    return all;
  }

  test('in order, and with what they may rely on', async (t) => {
    const expected = await runOnApolloServer();
    const actual = await runOnOperations();
    assert.deepEqual([...actual.keys()], [...expected.keys()]);
    for (const [name, told] of expected) await t.test(name, () => assert.deepEqual(actual.get(name), told));
  });
});
