import { parseArgs } from 'node:util';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { signIn } from '../demo/sign-in.ts';
import { readStackState } from '../stack/stack-state.ts';

const help = `npm run subscribe -- --as USER 'subscription { … }'

Runs an operation over the gateway's WebSocket as a demo user and prints each result as a line of JSON, until Ctrl-C.

  --as USER         ada, bob, carol or olga (default ada)
  --data DIRECTORY  the stack's data folder, if it was given one
`;

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    as: { type: 'string', default: 'ada' },
    data: { type: 'string', default: `${repositoryCache}/stack` },
  },
});
const [query] = positionals;
if (values.help || !query) {
  process.stdout.write(help);
  process.exit(values.help ? 0 : 1);
}
const stack = (await readStackState(values.data)) ?? fail('No stack is running. Start one first: npm start');
const token = await signIn(stack.issuer, values.as).catch((error: Error) => fail(error.message));
const client = createClient({
  url: stack.graphqlUrl.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${token}` },
  on: { connected: () => process.stderr.write(`Connected as ${values.as}; waiting for events …\n`) },
});
try {
  for await (const result of client.iterate({ query })) process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
} catch (error) {
  fail(error instanceof Error ? error.message : JSON.stringify(error));
}
