import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { startCollector } from '@headgate/telemetry/test-support/start-collector.ts';
import { startOtlpCollector } from '@headgate/telemetry/test-support/start-otlp-collector.ts';
import { leaveTraces } from '../journey/leave-traces.ts';
import { findSecrets } from './find-secrets.ts';
import { tellAsClient } from './tell-as-client.ts';

const lookAgainMs = 100;

/** Parts that have something to tell of what is done here. */
const parts = ['gateway', 'accounts', 'activity', 'alerts', 'functions', 'web'];

/** What a client asks for that is refused, with something in it that the refusal could repeat. */
const mistakes = (secret: string) => [
  { query: 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { id } }', input: secret },
  { query: `{ user(id: "${secret}") { email } }` },
  { query: `{ viewer { ${secret.replace(/\W/g, '_')} } } # ${secret}` },
  {
    query: 'mutation ($input: RecordActivityInput!) { recordActivity(input: $input) { id } }',
    input: { id: secret, kind: 'VIEW', occurredAt: secret },
  },
];

test('nothing that any part sends names a person by e-mail or has a secret in it', async (t) => {
  await using cleanup = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'headgate-telemetry-'));
  cleanup.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  const insights = cleanup.use(await startCollector());
  const otlp = cleanup.use(await startOtlpCollector());
  const stack = await startStack({
    directory,
    ports: await findFreePorts(),
    services: {},
    telemetry: {
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.connectionString,
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_LOGS_LEVEL: 'trace',
      OTEL_BSP_SCHEDULE_DELAY: '500',
      TRACES_PER_SECOND: '0',
    },
    track: async (_part, start) => void (await start()),
    say: () => undefined,
  });
  const running = cleanup.use(stack);
  const { graphqlUrl, redisUrl } = stack;
  if (redisUrl === undefined) return t.skip('there is no redis-server on this machine');
  const token = await stack.identity.issueToken({ userId: 'eve' });
  const email = 'eve.adams@private.example';
  await leaveTraces({ id: 'eve', email, graphqlUrl, token }, redisUrl);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  for (const { query, input } of mistakes(email))
    await fetch(graphqlUrl, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables: { input } }),
    });
  const url = new URL(graphqlUrl);
  url.searchParams.set('query', 'query ($text: String) { users(search: $text) { nodes { id } } }');
  url.searchParams.set('variables', JSON.stringify({ text: email }));
  await fetch(url, { headers: { ...headers, 'apollo-require-preflight': '1' } });
  await fetch(graphqlUrl, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${token}x` },
    body: '{"query":"{ viewer { email } }"}',
  });
  await tellAsClient(graphqlUrl, { token, secret: email });
  const told = () => {
    const roles = insights.envelopes.map(({ tags }) => tags['ai.cloud.role']);
    const texts = otlp.reports.filter(({ path }) => path === '/v1/traces').map(({ text }) => text);
    return parts.filter(
      (part) => !roles.includes(part) || !texts.some((text) => text.includes(`"stringValue":"${part}"`)),
    );
  };
  while (told().length > 0) await delay(lookAgainMs);
  // What they have not sent yet they send at the end.
  await running[Symbol.asyncDispose]();

  const known = {
    'access token': token,
    'key of Cosmos DB': /AccountKey=([^;]+)/.exec(stack.cosmosConnectionString)?.[1] ?? '',
    'handle of a device': 'handle-of-eve',
    'session of a browser': 'session-of-eve',
  };
  for (const secret of Object.values(known)) assert.notEqual(secret, '');
  const sent = [
    ...otlp.reports.map(({ text }) => text),
    ...insights.envelopes.map((each) => JSON.stringify(each)),
  ];
  assert.ok(
    otlp.reports.some(({ path }) => path === '/v1/logs'),
    'lines of logs are among it',
  );
  assert.deepEqual([...new Set(sent.flatMap((text) => findSecrets(text, known)))].slice(0, 20), []);
});

test('a secret is found where there is one', () => {
  const known = { handle: 'handle-of-eve' };
  for (const text of [
    'to eve@private.example',
    'search=eve%40private.example',
    'authorization: Bearer abcdefgh',
    'eyJhbGciOiJFUzI1NiJ9.eyJzdWIi.c2ln',
    'AccountKey=c2VjcmV0',
    'redis://user:secret@host:6379',
    '{"handle":"handle-of-eve"}',
  ])
    assert.equal(findSecrets(text, known).length, 1, text);
  const taken =
    'to (address), Bearer (removed), (token), AccountKey=(removed), ://(removed)@host, headgate@1.0';
  assert.deepEqual(findSecrets(taken, known), []);
});
