import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { readSnippets } from '../../../tests/docs/read-snippets.ts';
import { optionsSchema } from '../../src/config/options-schema.ts';
import { composeSupergraph } from '../helpers/compose-supergraph.ts';
import { startLiveSubgraph } from '../helpers/start-live-subgraph.ts';
import { startTestGateway } from '../helpers/start-test-gateway.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const workspace = fileURLToPath(new URL('../..', import.meta.url));

/** A gateway whose clients get an alert again and again. */
async function startAlerts() {
  await using cleanup = new AsyncDisposableStack();
  const alerts = cleanup.use(
    await startLiveSubgraph({
      name: 'alerts',
      typeDefs: `
        type Query { now: Int }
        type Subscription { alertRaised: Alert! }
        type Alert { message: String!, user: User! }
        type User @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: {
        Subscription: {
          alertRaised: {
            async *subscribe(_: unknown, __: unknown, { authorization }: { authorization?: string }) {
              for await (const _ of setInterval(20)) {
                yield { alertRaised: { message: `raised for ${authorization}`, user: { id: 'ada' } } };
              }
            },
          },
        },
      },
    }),
  );
  const accounts = cleanup.use(
    await startLiveSubgraph({
      name: 'accounts',
      typeDefs: 'type User @key(fields: "id") { id: ID!, displayName: String }',
      resolvers: { User: { __resolveReference: ({ id }: { id: string }) => ({ id, displayName: id }) } },
    }),
  );
  const gateway = cleanup.use(await startTestGateway({ sdl: composeSupergraph([alerts, accounts]) }));
  const running = cleanup.move();
  return { gateway, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

const commands = {
  js: [process.execPath, '--input-type=module', '--eval'],
  sh: ['sh', '-c'],
} as const;

for (const [language, [command, ...args]] of Object.entries(commands)) {
  test(`each example in ${language} of how to subscribe gets an event`, async (t) => {
    await using system = await startAlerts();
    const { host } = new URL(system.gateway.url);
    const snippets = await readSnippets(repository, language);
    const examples = snippets.filter(
      ({ place, text }) => place.startsWith('docs/subscriptions.md') && /alertRaised/.test(text),
    );
    assert(examples.length >= 2);
    for (const { place, text } of examples) {
      await t.test(place, async () => {
        const child = spawn(command, [...args, text.replaceAll('127.0.0.1:4000', host)], {
          cwd: workspace,
          env: { PATH: process.env['PATH'], TOKEN: 'of-the-example' },
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        });
        const exited = once(child, 'exit');
        let output = '';
        child.stderr.on('data', (chunk) => (output += chunk));
        for await (const chunk of child.stdout) {
          output += chunk;
          if (output.includes('raised for Bearer of-the-example')) break;
        }
        if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        await exited;
        assert.match(output, /raised for Bearer of-the-example/);
      });
    }
  });
}

test('each configuration file in the documentation is valid', async () => {
  const snippets = await readSnippets(repository, 'yaml');
  const files = snippets.filter(({ place }) =>
    /^(docs\/(subscriptions|migrating|configuration)|gateway\/README)[.]md/.test(place),
  );
  assert(files.length >= 3);
  for (const { place, text } of files) {
    assert.deepEqual(optionsSchema.safeParse(parse(text)).error?.issues ?? [], [], place);
  }
});
