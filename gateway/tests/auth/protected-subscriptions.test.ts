import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type IdentityProvider,
  startIdentityProvider,
} from '@headgate/identity-provider/start-identity-provider.ts';
import type { Client, SubscribePayload } from 'graphql-ws';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

const query = 'subscription { ticked { n author { id name } } }';

let issuer: IdentityProvider;
before(async () => {
  issuer = await startIdentityProvider();
});
after(() => issuer[Symbol.asyncDispose]());

/** A supergraph whose names, or ticks, need a scope. */
function protect(sdl: string, field: RegExp): string {
  return sdl
    .replace(
      /(@link\(url: "https:\/\/specs\.apollo\.dev\/join[^)]*\))/,
      '$1 @link(url: "https://specs.apollo.dev/requiresScopes/v0.1", as: "needs", for: SECURITY)',
    )
    .replace(field, '$& @needs(scopes: [["read"]])')
    .concat(
      '\ndirective @needs(scopes: [[String!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM',
    );
}

const names = /^ {2}name: String(?!!)/m;
const ticks = /^ {2}ticked\(from: Int = 0\): Tick!/m;

async function tokenWith(scopes: string[]) {
  return `Bearer ${await issuer.issueToken({ userId: 'ada', scopes })}`;
}

async function first(client: Client, payload: SubscribePayload) {
  for await (const { data, errors } of client.iterate(payload))
    return { data, errors: errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.['code']]) };
  return undefined;
}

test('events come without what is denied, which sharers of a public subscription need not have in common', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({
    sdl: protect(ticker.sdl, names),
    env: issuer.env,
    settings: { subscriptions: { fields: { ticked: { public: true } } } },
  });
  const client = gateway.connect();
  const subscribe = (authorization: string) =>
    first(client, { query, extensions: { headers: { authorization } } });
  const reader = await tokenWith(['read']);
  const other = await tokenWith([]);
  const events = [reader, other, reader, other].map(subscribe);
  while (gateway.subscriptions.clients < 4) await new Promise((resolve) => setImmediate(resolve));
  await ticker.subscribed(2);
  assert.equal(gateway.subscriptions.upstreams, 2);
  ticker.tick(1, 'ada');
  const whole = { data: { ticked: { n: 1, author: { id: 'ada', name: 'name of ada' } } }, errors: undefined };
  const part = {
    data: { ticked: { n: 1, author: { id: 'ada', name: null } } },
    errors: [['ticked.author.name', 'UNAUTHORIZED_FIELD_OR_TYPE']],
  };
  assert.deepEqual(await Promise.all(events), [whole, part, whole, part]);
});

test('a subscription that is denied as a whole is refused, and nothing is asked of the subgraph', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: protect(ticker.sdl, ticks), env: issuer.env });
  const client = gateway.connect();
  await assert.rejects(first(client, { query }), ([error]: { extensions: { code: string } }[]) => {
    assert.equal(error?.extensions.code, 'UNAUTHORIZED_FIELD_OR_TYPE');
    return true;
  });
  assert.equal(ticker.ticks.sockets(), 0);
});

test('a supergraph that denies more ends the subscriptions that it concerns', async () => {
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl, env: issuer.env });
  const client = gateway.connect();
  const concerned = client.iterate({ query });
  const unconcerned = client.iterate({ query: 'subscription { ticked { n } }' });
  const [one, other] = [concerned.next(), unconcerned.next()];
  await ticker.subscribed(2);
  const ended = assert.rejects(one, ([error]: { extensions: { code: string } }[]) => {
    assert.equal(error?.extensions.code, 'SUBSCRIPTION_SCHEMA_RELOAD');
    return true;
  });
  await gateway.rewrite(protect(ticker.sdl, names));
  await ended;
  ticker.tick(7);
  assert.deepEqual((await other).value, { data: { ticked: { n: 7 } } });
});
