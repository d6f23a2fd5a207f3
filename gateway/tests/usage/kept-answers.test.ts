import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { runUsageCommand } from '../../src/command-line/run-usage-command.ts';
import type { FieldJudgement } from '../../src/ports/operation-usage.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

const typeDefs = `
  type Query { find(filter: Filter): Int }
  input Filter { name: String, near: Near, never: Int }
  input Near { km: Int, miles: Int }
`;

const query = 'query Find($filter: Filter) { find(filter: $filter) }';

test('input fields are seen in variables of answers that were kept too', async () => {
  await using redis = await startRedis();
  await using supergraph = await startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs, resolvers: { Query: { find: () => 1 } } }],
    intercept(_request, response) {
      response.setHeader('cache-control', 'public, max-age=3600');
      return false;
    },
  });
  const env = { REDIS_URL: redis.url };
  const variables = { filter: { name: 'not recorded', near: { km: 5 } } };
  {
    await using gateway = await startTestGateway({ sdl: supergraph.sdl, env });
    // Nothing is kept until Redis is there.
    for (let asked = -1; asked !== supergraph.requests.length; ) {
      asked = supergraph.requests.length;
      await gateway.post({ query: '{ find }' });
    }
    supergraph.requests.length = 0;
    // The first runs, and the others get its answer as soon as it is kept.
    for (let count = 0; count < 4; count += 1)
      assert.deepEqual((await gateway.post({ query, variables })).body.data, { find: 1 });
    const address = new URL(gateway.url);
    address.search = new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString();
    const got = await fetch(address, { headers: { 'apollo-require-preflight': 'true' } });
    assert.deepEqual(await got.json(), { data: { find: 1 } });
  }
  assert(supergraph.requests.length < 5);
  const judge = async (field: string): Promise<FieldJudgement> => {
    const said: string[] = [];
    await runUsageCommand({ field, json: true }, { env, say: (line) => said.push(line), now: Date.now });
    return JSON.parse(said.join(''));
  };
  for (const field of ['Query.find(filter:)', 'Filter.name', 'Filter.near', 'Near.km']) {
    const { verdict, usage, operations } = await judge(field);
    assert.deepEqual([verdict, usage?.requests], ['used', 5], field);
    assert.deepEqual(
      operations.map(({ name }) => name),
      ['Find'],
    );
  }
  for (const field of ['Filter.never', 'Near.miles'])
    assert.equal((await judge(field)).verdict, 'unknown', field);
});
