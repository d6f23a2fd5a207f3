import assert from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startRedisCluster } from '@headgate/local-servers/redis/start-redis-cluster.ts';
import { Redis as Client } from 'ioredis';
import { connectRedis, type RedisConnection, type RedisConnectionOptions } from './connect-redis.ts';

async function connectAndWait(options: RedisConnectionOptions): Promise<RedisConnection> {
  const connection = connectRedis(options);
  await connection.ready(10_000);
  return connection;
}

test('commands of one turn travel together and are answered apart', async () => {
  await using redis = await startRedis();
  await using connection = await connectAndWait({ url: redis.url });
  const { client } = connection;
  const answers = await Promise.allSettled([
    client.set('text', 'a'),
    client.incr('text'),
    client.get('text'),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});

test('commands reject at once while Redis is gone, and the connection comes back by itself', async () => {
  await using redis = await startRedis();
  let ready = Promise.withResolvers<void>();
  const problem = Promise.withResolvers<Error>();
  await using connection = connectRedis({
    url: redis.url,
    onReady: () => ready.resolve(),
    onProblem: problem.resolve,
  });
  await ready.promise;
  ready = Promise.withResolvers();
  await redis.kill();
  assert.match(String(await problem.promise), /ECONNREFUSED|closed/);
  await assert.rejects(connection.client.get('key'));
  await redis.restart();
  await ready.promise;
  assert.equal(await connection.client.get('key'), null);
});

test('who waits for Redis is told why it is not there in time, and gets it when it is', async () => {
  await using redis = await startRedis();
  let problem = Promise.withResolvers<Error>();
  await using connection = await connectAndWait({
    url: redis.url,
    onProblem: (error) => problem.resolve(error),
  });
  const lose = async () => {
    problem = Promise.withResolvers();
    await redis.kill();
    await problem.promise;
  };
  await connection.ready(0);
  await lose();
  await assert.rejects(connection.ready(10), (error: Error) => {
    assert.match(error.message, /^Redis cannot be reached: .*(ECONNREFUSED|closed)/);
    return true;
  });
  const back = connection.ready(10_000);
  await redis.restart();
  await back;
  assert.equal(await connection.client.get('key'), null);
  await lose();
  const never = connection.ready(10_000);
  await connection[Symbol.asyncDispose]();
  await assert.rejects(never, { name: 'AbortError' });
});

test('a command that loses its node of a cluster is sent again, or rejected for who asks that', async () => {
  await using cluster = await startRedisCluster();
  const settings = { url: cluster.url, cluster: true };
  await using resending = await connectAndWait(settings);
  await using rejecting = await connectAndWait({ ...settings, resends: false });
  const [node] = cluster.nodes;
  assert(node);
  const admin = new Client(node.url);
  const key = await findKeyOf(admin);
  const read = async ({ client }: RedisConnection) =>
    client.xread('BLOCK', 0, 'STREAMS', key, '$').then(String, String);
  const [again, lost] = [read(resending), read(rejecting)];
  while (String(await admin.client('LIST')).split('cmd=xread').length < 3);
  admin.disconnect();
  await node.restart();
  assert.equal(await lost, 'Error: Connection is closed.');
  // It is answered, or refused by the cluster, which takes its time to have all of its slots again.
  const settled = again.then((outcome) => assert.notEqual(outcome, 'Error: Connection is closed.'));
  await using writing = await connectAndWait(settings);
  const write = async (): Promise<void> => {
    await writing.client.xadd(key, '*', 'n', '1').catch(() => undefined);
    if ((await Promise.race([again, undefined])) === undefined) await write();
  };
  await Promise.all([settled, write()]);
});

/** A key that this node of a cluster has. */
async function findKeyOf(node: Client, number = 0): Promise<string> {
  const key = `key-${number}`;
  const has = node.exists(key).then(
    () => true,
    () => false,
  );
  return (await has) ? key : findKeyOf(node, number + 1);
}

test('a client of a cluster finds each key on its node', async () => {
  await using cluster = await startRedisCluster();
  await using connection = await connectAndWait({ url: cluster.url, cluster: true });
  const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
  await Promise.all(keys.map((key) => connection.client.set(key, `value of ${key}`)));
  assert.deepEqual(
    await Promise.all(keys.map((key) => connection.client.get(key))),
    keys.map((key) => `value of ${key}`),
  );
  for (const { url } of cluster.nodes) {
    const node = new Client(url);
    assert((await node.dbsize()) > 0);
    node.disconnect();
  }
});

/** A token of Entra's shape for a user; Redis takes it as that user's password. */
function createToken(oid: string): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode({ oid })}.signature`;
}

for (const kind of ['standalone', 'cluster'] as const) {
  test(`tokens are renewed on open connections before they expire: ${kind}`, async () => {
    await using redis = kind === 'cluster' ? await startRedisCluster() : await startRedis();
    const servers = 'nodes' in redis ? redis.nodes : [redis];
    const admins = servers.map(({ url }) => new Client(url));
    for (const admin of admins) {
      for (const oid of ['first', 'second']) {
        await admin.acl('SETUSER', oid, 'on', `>${createToken(oid)}`, '~*', '+@all');
      }
      await admin.acl('SETUSER', 'default', 'resetpass');
    }
    let calls = 0;
    const credential = {
      getToken: async (scope: string | string[]) => {
        assert.equal(scope, 'https://redis.azure.com/.default');
        calls += 1;
        const lifeMs = calls === 1 ? 1_000 : 3_600_000;
        return {
          token: createToken(calls === 1 ? 'first' : 'second'),
          expiresOnTimestamp: Date.now() + lifeMs,
        };
      },
    };
    await using connection = await connectAndWait({
      url: redis.url,
      cluster: kind === 'cluster',
      credential,
    });
    const whoAmI = async () => {
      const { client } = connection;
      const nodes = 'nodes' in client ? client.nodes('all') : [client];
      return Promise.all(nodes.map(async (node) => [await node.acl('WHOAMI'), await node.client('ID')]));
    };
    const before = await whoAmI();
    assert.equal(before[0]?.[0], 'first');
    let after = await whoAmI();
    while (after.some(([user]) => user !== 'second')) after = await whoAmI();
    assert.deepEqual(
      after.map(([, id]) => id),
      before.map(([, id]) => id),
    );
    assert.equal(calls, 2);
    for (const admin of admins) admin.disconnect();
  });
}

test('a credential without a token is a problem that is told, and tried again', async () => {
  await using redis = await startRedis();
  const problems: string[] = [];
  let calls = 0;
  await using connection = await connectAndWait({
    url: redis.url,
    onProblem: ({ message }) => problems.push(message),
    credential: {
      getToken: async () => {
        calls += 1;
        if (calls === 1) throw new Error('No identity endpoint here');
        const admin = new Client(redis.url);
        await once(admin, 'ready');
        await admin.acl('SETUSER', 'someone', 'on', `>${createToken('someone')}`, '~*', '+@all');
        admin.disconnect();
        return { token: createToken('someone'), expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    },
  });
  assert.equal(await connection.client.call('ACL', 'WHOAMI'), 'someone');
  assert.deepEqual(problems, ['No identity endpoint here']);
});

test('what Redis refuses is told by its kind, and connections that fail', async () => {
  const kinds: unknown[] = [];
  const listen = (message: unknown) => void kinds.push((message as { readonly kind: string }).kind);
  subscribe('headgate:redis:problem', listen);
  await using redis = await startRedis();
  const problem = Promise.withResolvers<Error>();
  await using connection = await connectAndWait({ url: redis.url, onProblem: problem.resolve });
  const { client } = connection;
  await client.config('SET', 'maxmemory', '1');
  await assert.rejects(client.set('key', 'a'), /OOM/);
  await assert.rejects(client.evalsha('0'.repeat(40), 0), /NOSCRIPT/);
  await redis.kill();
  await problem.promise;
  unsubscribe('headgate:redis:problem', listen);
  assert.equal(kinds[0], 'OOM');
  assert.match(String(kinds[1]), /^E[A-Z]+$|^CONNECTION$/);
});
