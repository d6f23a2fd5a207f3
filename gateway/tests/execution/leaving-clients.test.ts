import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test } from 'node:test';
import { collectLogs } from '../helpers/collect-logs.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTestSupergraph } from '../helpers/start-test-supergraph.ts';

test('a client that leaves is no failure of a subgraph in the log', async () => {
  const logs = collectLogs();
  const asked = Promise.withResolvers<ServerResponse>();
  await using supergraph = await startTestSupergraph({
    subgraphs: [{ name: 'a', typeDefs: 'type Query { a: Int }', resolvers: { Query: { a: () => 1 } } }],
    intercept(_request, response) {
      asked.resolve(response);
      return true;
    },
  });
  {
    await using gateway = await startTestGateway({ sdl: supergraph.sdl, logger: logs.logger });
    const leaving = new AbortController();
    const answer = fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ a }"}',
      signal: leaving.signal,
    });
    const response = await asked.promise;
    const cut = new Promise((resolve) => response.once('close', resolve));
    leaving.abort();
    await assert.rejects(answer, { name: 'AbortError' });
    await cut;
  }
  const failures = logs.lines.filter(({ msg }) => /failed/i.test(String(msg)));
  assert.deepEqual(failures, []);
});
