import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startIdentityProvider } from '@headgate/identity-provider/start-identity-provider.ts';
import { composeSupergraph } from '../../../tests/helpers/compose-supergraph.ts';
import { openRawSocket } from '../../../tests/helpers/raw-socket.ts';
import { type LiveSubgraph, startLiveSubgraph } from '../../../tests/helpers/start-live-subgraph.ts';
import { startTestGateway } from '../../../tests/helpers/start-test-gateway.ts';

const typeDefs = `
  type Query { items(first: Int = 2): [Item!]! @federation__listSize(slicingArguments: ["first"]), one: Item }
  type Mutation { touch: Item }
  type Subscription { made(first: Int): Item @federation__cost(weight: 30) }
  type Item @key(fields: "id") { id: ID! }
`;

let subgraph: LiveSubgraph;
let sdl: string;
let asked = 0;

before(async () => {
  const item = () => {
    asked += 1;
    return { id: '1' };
  };
  subgraph = await startLiveSubgraph({
    name: 'items',
    typeDefs,
    resolvers: {
      Query: {
        items: (_: unknown, { first }: { first: number }) => Array.from({ length: Math.min(first, 3) }, item),
        one: item,
      },
      Mutation: { touch: item },
      Subscription: {
        made: {
          async *subscribe() {
            yield { made: item() };
          },
        },
      },
    },
  });
  sdl = composeSupergraph([subgraph]);
});
after(() => subgraph[Symbol.asyncDispose]());

const start = (demandControl: object, env = {}) =>
  startTestGateway({ sdl, settings: { demandControl }, env: { RESPONSE_CACHE: 'false', ...env } });

const dear = '{ items(first: 51) { id } }';
const tooExpensive = {
  message: 'The operation may cost more than this gateway accepts: ask for fewer or shorter lists.',
  extensions: { code: 'COST_ESTIMATED_TOO_EXPENSIVE', cost: { estimated: 51, max: 50 } },
};

test('an operation that may cost too much is refused before a subgraph is asked, on every transport', async () => {
  await using gateway = await start({ mode: 'enforce', maxCost: 50 });
  asked = 0;
  const refused = await gateway.post({ query: dear });
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body, { errors: [tooExpensive] });

  using socket = await openRawSocket(gateway.url);
  socket.send({ type: 'connection_init' });
  await socket.receive();
  socket.send({ id: '1', type: 'subscribe', payload: { query: dear } });
  assert.deepEqual(await socket.receive(), { id: '1', type: 'error', payload: [tooExpensive] });
  const twice = 'subscription { made { id } }';
  socket.send({ id: '2', type: 'subscribe', payload: { query: twice } });
  assert.equal((await socket.receive())['type'], 'next');

  for (const accept of [
    'text/event-stream',
    'multipart/mixed;subscriptionSpec=1.0',
    'multipart/mixed;deferSpec=20220824, application/json',
  ]) {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept },
      body: JSON.stringify({ query: dear }),
    });
    assert.match(await response.text(), /COST_ESTIMATED_TOO_EXPENSIVE/, accept);
  }
  assert.equal(asked, 1);
  assert.equal((await gateway.post({ query: '{ items(first: 50) { id } }' })).status, 200);
});

test('variables decide each time, though the operation is compiled once', async () => {
  await using gateway = await start({ mode: 'enforce', maxCost: 50 });
  const ask = (first: number | null | undefined) =>
    gateway.post({ query: 'query($first: Int) { items(first: $first) { id } }', variables: { first } });
  assert.equal((await ask(50)).status, 200);
  assert.equal((await ask(51)).status, 400);
  assert.equal((await ask(undefined)).status, 200);
});

test('measuring refuses nothing, and metrics tell what would have been refused', async () => {
  await using gateway = await start(
    { mode: 'measure', maxCost: 50, budget: { cost: 60 } },
    { METRICS_PORT: '0' },
  );
  for (let round = 0; round < 2; round += 1) assert.equal((await gateway.post({ query: dear })).status, 200);
  const metrics = await (await fetch(gateway.metricsUrl ?? '')).text();
  assert.match(
    metrics,
    /headgate_operation_cost_count\{kind="estimated",result="COST_ESTIMATED_TOO_EXPENSIVE"\} 2/,
  );
  assert.match(metrics, /headgate_operation_cost_sum\{kind="actual",result="COST_OK"\} 6/);
});

test('a caller who has spent the budget is told when there will be enough again, and others go on', async () => {
  await using issuer = await startIdentityProvider();
  await using gateway = await start(
    { mode: 'enforce', budget: { cost: 100, anonymousCost: 10, windowSeconds: 3_600 } },
    issuer.env,
  );
  const as = async (userId: string) => ({ authorization: `Bearer ${await issuer.issueToken({ userId })}` });
  const [ada, bob] = [await as('ada'), await as('bob')];
  const hundred = { query: 'mutation { a: touch { id } b: touch { id } } ' };
  // 12 each.
  for (let round = 0; round < 8; round += 1) assert.equal((await gateway.post(hundred, ada)).status, 200);
  const refused = await gateway.post(hundred, ada);
  assert.equal(refused.status, 429);
  assert.equal(refused.body.errors?.[0]?.extensions.code, 'COST_BUDGET_EXCEEDED');
  const retryAfter = Number(refused.headers.get('retry-after'));
  assert(retryAfter > 200 && retryAfter <= 288, `${retryAfter}`);
  assert.equal(refused.headers.get('ratelimit-policy'), '"cost";q=100;w=3600');
  assert.match(refused.headers.get('ratelimit') ?? '', /^"cost";r=4;t=34\d\d$/);
  // A new token of the same user is the same caller.
  assert.equal((await gateway.post(hundred, await as('ada'))).status, 429);
  const other = await gateway.post(hundred, bob);
  assert.match(other.headers.get('ratelimit') ?? '', /^"cost";r=88;t=43\d$/);
  assert.equal((await gateway.post(hundred)).status, 429);

  using socket = await openRawSocket(gateway.url);
  socket.send({ type: 'connection_init', payload: ada });
  await socket.receive();
  socket.send({ id: '1', type: 'subscribe', payload: { query: 'subscription { made { id } }' } });
  const { type, payload } = await socket.receive();
  assert.equal(type, 'error');
  const [{ extensions }] = payload as [{ extensions: { code: string; cost: { retryAfterSeconds: number } } }];
  assert.equal(extensions.code, 'COST_BUDGET_EXCEEDED');
  assert(extensions.cost.retryAfterSeconds > 900);
});

test('what an answer did not cost is given back', async () => {
  await using gateway = await start({ mode: 'enforce', budget: { cost: 100, windowSeconds: 360_000 } });
  // Estimated at 90, and it gives 3.
  for (let round = 0; round < 4; round += 1) {
    assert.equal((await gateway.post({ query: '{ items(first: 90) { id } }' })).status, 200, `${round}`);
  }
  assert.equal((await gateway.post({ query: '{ items(first: 90) { id } }' })).status, 429);
});

test('developers see the cost of an operation when they ask for it, where it is shown', async () => {
  const asking = { 'headgate-expose-cost': 'true' };
  await using gateway = await start({ mode: 'enforce', maxCost: 50 }, { RESPONSE_CACHE: 'true' });
  const { body } = await gateway.post({ query: '{ items(first: 20) { id } }' }, asking);
  assert.deepEqual(body.extensions, { cost: { estimated: 20, actual: 3, max: 50, result: 'COST_OK' } });
  assert.equal((await gateway.post({ query: '{ one { id } }' })).body.extensions, undefined);
  await using silent = await start({ mode: 'enforce', maxCost: 50, exposeCost: false });
  assert.equal((await silent.post({ query: '{ one { id } }' }, asking)).body.extensions, undefined);
});

test('settings that could not work are refused, and named', async () => {
  await assert.rejects(start({ mode: 'enforce' }), /maxCost or budget/);
  await assert.rejects(
    start({ mode: 'enforce', maxCost: 11, budget: { cost: 10 } }),
    /no more than each budget/,
  );
  await assert.rejects(start({ mode: 'enfroce' }), /"off", "measure" or "enforce"/);
});

test('who is not signed in pays by address, as trusted proxies tell it and nobody else', async () => {
  const settings = { mode: 'enforce', budget: { cost: 10, windowSeconds: 3_600 } };
  const query = { query: 'mutation { __typename }' };
  const from = (address: string) => ({ 'x-forwarded-for': address });
  await using behind = await start(settings);
  assert.equal((await behind.post(query, from('198.51.100.1'))).status, 200);
  assert.equal((await behind.post(query, from('198.51.100.1'))).status, 429);
  assert.equal((await behind.post(query, from('203.0.113.9, 198.51.100.1'))).status, 429);
  assert.equal((await behind.post(query, from('198.51.100.2'))).status, 200);
  assert.equal((await behind.post(query, from('2001:db8:1:2::1'))).status, 200);
  assert.equal((await behind.post(query, from('2001:db8:1:2:ffff::2'))).status, 429);
  await using open = await start(settings, { TRUSTED_PROXIES: '203.0.113.0/24' });
  assert.equal((await open.post(query, from('198.51.100.1'))).status, 200);
  assert.equal((await open.post(query, from('198.51.100.2'))).status, 429);
});

test('an answer that is kept says what is left to who made it be run, and costs nothing after that', async () => {
  await using cached = await startLiveSubgraph({
    name: 'cached',
    typeDefs: 'type Query { one: One } type One { id: ID }',
    cacheControl: 'max-age=60, public',
    resolvers: { Query: { one: () => ({ id: '1' }) } },
  });
  await using gateway = await startTestGateway({
    sdl: composeSupergraph([cached]),
    settings: { demandControl: { mode: 'enforce', budget: { cost: 2, windowSeconds: 3_600 } } },
  });
  const ask = () => gateway.post({ query: '{ one { id } }' });
  const first = await ask();
  assert.match(first.headers.get('cache-control') ?? '', /max-age=\d+/);
  assert.match(first.headers.get('ratelimit') ?? '', /^"cost";r=1;t=\d+$/);
  for (let round = 0; round < 5; round += 1) {
    const { status, headers } = await ask();
    assert.deepEqual([status, headers.get('ratelimit')], [200, null]);
  }
});
