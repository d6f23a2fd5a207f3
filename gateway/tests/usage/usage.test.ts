import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { connectRedis } from '@headgate/redis/connect-redis.ts';
import { runUsageCommand } from '../../src/command-line/run-usage-command.ts';
import type { UsageReport } from '../../src/ports/operation-usage.ts';
import { createRedisUsageStore } from '../../src/usage/create-redis-usage-store.ts';
import { reportUsage } from '../../src/usage/report-usage.ts';
import { writeRow } from '../../src/usage/usage-row.ts';
import { startSessionGateways } from '../helpers/start-session-gateways.ts';

test('what is used is told by the command and by a page, to operators alone', async () => {
  await using system = await startSessionGateways();
  const client = { 'apollographql-client-name': '<b>web</b>', 'apollographql-client-version': '3' };
  const [first, second] = system.gateways;
  for (const query of ['query Who { whoAmI }', 'query Who { whoAmI }', 'query Now { now }', '{ never }'])
    await second.post({ query }, client);
  // What it has counted is handed over at the end.
  await second[Symbol.asyncDispose]();

  const page = (cookie: string | undefined, search = '', accept = 'text/html') =>
    fetch(new URL(`/usage${search}`, first.url), {
      redirect: 'manual',
      headers: { accept, ...(cookie && { cookie }) },
    });
  const unknown = await page(undefined);
  assert.deepEqual([unknown.status, unknown.headers.get('location')], [302, '/auth/login?to=%2Fusage']);
  assert.equal((await page(undefined, '', 'application/json')).status, 401);
  assert.equal((await page(await system.signIn('ada'))).status, 403);
  const operator = await system.signIn('bob');
  const shown = await page(operator);
  assert.equal(shown.status, 200);
  assert.match(shown.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const html = await shown.text();
  assert.match(html, /Who<small>query/);
  assert.match(html, /&lt;b&gt;web&lt;\/b&gt; 3/);
  assert.doesNotMatch(html, /<b>web/);
  const report = (await (await page(operator, '', 'application/json')).json()) as UsageReport;
  assert.deepEqual(
    report.operations.map(({ name, requests, refused }) => [name, requests, refused]),
    [
      ['Who', 2, 0],
      ['Now', 1, 0],
      ['unknown', 1, 1],
    ],
  );
  assert.match(await (await page(operator, '?field=Query.now')).text(), /It is used: <code>Query\.now/);

  const said: string[] = [];
  const run = (field?: string, json = false) =>
    runUsageCommand(
      { field, json },
      { env: { REDIS_URL: system.redis.url }, say: (line) => said.push(line), now: Date.now },
    );
  assert.equal(await run(), false);
  assert.match(said.join('\n'), /^Who +query +[\w-]{12} +2 +0 +0/m);
  assert.match(said.join('\n'), /^Query\.whoAmI +2 +1 /m);
  assert.equal(await run('Query.whoAmI'), true);
  assert.match(said.join('\n'), /^Query\.whoAmI: used\. 2 requests had it/m);
  said.length = 0;
  assert.equal(await run('Query.nothing', true), true);
  assert.equal(JSON.parse(said.join('')).verdict, 'absent');
  said.length = 0;
  assert.equal(await run('Query.last'), true);
  assert.match(said.join(''), /^Query\.last: unknown\./);
});

for (const [name, start] of Object.entries({ standalone: startRedis, cluster: startRedisCluster })) {
  test(`what many gateways record is added up, bounded, and gone after a month: ${name}`, async () => {
    await using redis = await start();
    await using connection = connectRedis({ url: redis.url, cluster: name === 'cluster' });
    await connection.ready(10_000);
    const { client } = connection;
    const bounds = { maxRows: 3, maxFields: 2, maxOperations: 1 };
    const store = createRedisUsageStore(client, 'p:', bounds);
    const row = (id: string) =>
      writeRow({ id, type: 'query', name: id, clientName: 'c', clientVersion: '1' });
    const batch = (ids: readonly string[]) => ({
      operations: new Map(ids.map((id) => [row(id), [1, 0, 0, 2.6, 1]] as const)),
      fields: new Map(ids.map((id) => [`Query.${id}`, 1] as const)),
      coordinates: new Map(ids.map((id) => [id, [`Query.${id}`]] as const)),
    });
    await store.add('2026-11-29', batch(['a', 'b', 'c']));
    await Promise.all([
      store.add('2026-11-29', batch(['a', 'd', 'e'])),
      store.add('2026-11-28', batch(['a'])),
    ]);
    const { operations, fields } = reportUsage(await store.read(['2026-11-27', '2026-11-28', '2026-11-29']));
    assert.deepEqual(
      operations.map(({ id, requests, averageMs }) => [id, requests, averageMs]),
      [
        ['a', 3, 3],
        ['(other)', 2, 3],
        ['b', 1, 3],
        ['c', 1, 3],
      ],
    );
    assert.deepEqual(
      fields.map(({ coordinate, requests, operations: ids }) => [coordinate, requests, ids]),
      [
        ['Query.a', 3, ['a']],
        ['(other)', 3, []],
        ['Query.b', 1, []],
      ],
    );
    for (const what of ['operations', 'fields', 'coordinates']) {
      const ttl = await client.ttl(`p:usage:2026-11-29:${what}`);
      assert.ok(ttl > 30 * 86_400 && ttl <= 31 * 86_400, `${what}: ${ttl}`);
    }
  });
}
