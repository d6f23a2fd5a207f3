import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePorts } from '@headgate/dev/stack/find-free-ports.ts';
import type { Ports } from '@headgate/dev/stack/ports.ts';
import { startStack } from '@headgate/dev/stack/start-stack.ts';
import { runStep } from '@headgate/dev/verify/run-step.ts';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { installPackages } from './install-packages.ts';
import { lookAtPages } from './look-at-pages.ts';

// `npm run test:mobile`: the mobile application's types, its tests on a stack of their own, its bundles for Android, iOS and
// browsers, and its pages in a browser. Pictures of them go to .headgate/pictures.
const folder = join(repositoryRoot, 'mobile');
const failed: string[] = [];

async function step(name: string, script: string, show = false): Promise<void> {
  const args = ['run', '--silent', '--prefix', folder, script];
  if (!(await runStep({ name, command: 'npm', args, show }))) failed.push(name);
}

async function start(directory: string, ports: Ports) {
  const stack = await startStack({
    directory,
    ports,
    services: {},
    track: async (_part, begin) => void (await begin()),
    say: (line) => console.error(line),
  });
  const { graphqlUrl, pushUrl, identity } = stack;
  process.env['HEADGATE_MOBILE_STACK'] = JSON.stringify({ graphqlUrl, pushUrl, issuer: identity.issuer });
  return stack;
}

if (!(await installPackages(folder))) process.exit(1);
await step('types', 'typecheck');
const directory = await mkdtemp(join(tmpdir(), 'headgate-mobile-'));
const ports = await findFreePorts();
process.env['EXPO_PUBLIC_GRAPHQL_URL'] = `http://127.0.0.1:${ports.gateway}/graphql`;
process.env['EXPO_PUBLIC_ISSUER'] = `http://127.0.0.1:${ports.identity}`;
// The longest of all goes beside the others, which go first.
const bundled = step('bundles for Android, iOS and browsers', 'export', true);
try {
  await using stack = await start(directory, ports);
  await step('tests on a running stack', 'test', true);
  await bundled;
  const complaints = await lookAtPages(stack, {
    build: join(folder, 'dist'),
    pictures: join(repositoryRoot, '.headgate', 'pictures'),
  });
  if (complaints.length > 0) failed.push('pages in a browser');
  for (const complaint of complaints) console.error(complaint);
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
console.log(failed.length > 0 ? `Failed: ${failed.join(', ')}.` : 'The mobile application passed.');
process.exit(failed.length > 0 ? 1 : 0);
