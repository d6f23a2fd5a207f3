import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preparePython } from '@headgate/local-servers/python/prepare-python.ts';
import { repositoryCache } from '@headgate/local-servers/repository.ts';
import { startLocalCosmos } from './start-local-cosmos.ts';

/*
 * `npm run test:sdks`: the scenarios of other official SDKs against the local Cosmos DB. They need Python and Java, which
 * the rest of the repository does not; where one is missing its scenarios are left out, and it says so.
 */

const folder = fileURLToPath(new URL('../sdks/', import.meta.url));
const limitMs = 10 * 60_000;

type Outcome = 'passed' | 'failed' | 'skipped';

await using cosmos = await startLocalCosmos();
const environment = { ...process.env, COSMOS_ENDPOINT: cosmos.endpoint, COSMOS_KEY: cosmos.key };

async function run(command: string, args: string[], cwd: string): Promise<Outcome> {
  const child: ChildProcess = spawn(command, args, {
    cwd,
    env: environment,
    stdio: 'inherit',
    timeout: limitMs,
  });
  const [code] = await once(child, 'close');
  return code === 0 ? 'passed' : 'failed';
}

function skip(name: string, advice: string): Outcome {
  console.log(`${name}: left out. It needs ${advice}.`);
  return 'skipped';
}

async function testPython(): Promise<Outcome> {
  const python = await preparePython(join(folder, 'python', 'requirements.txt'));
  if (python.kind === 'missing') return skip('python', python.advice);
  return run(python.executable, ['scenarios.py'], join(folder, 'python'));
}

async function testJava(): Promise<Outcome> {
  const isThere = (command: string) => spawnSync(command, ['-version'], { stdio: 'ignore' }).status === 0;
  if (!isThere('java') || !isThere('mvn'))
    return skip(
      'java',
      'a JDK of version 17 or later and Maven (Debian: apt-get install openjdk-17-jdk-headless maven)',
    );
  const target = join(repositoryCache, 'java', 'local-cosmos-scenarios');
  // The SDK asks for TLS of any but a local emulator that it is told about.
  const properties = ['-DCOSMOS.HTTP_CONNECTION_WITHOUT_TLS_ALLOWED=true', `-DbuildDirectory=${target}`];
  return run(
    'mvn',
    ['--quiet', '--batch-mode', ...properties, 'compile', 'exec:java', '-Dexec.mainClass=Scenarios'],
    join(folder, 'java'),
  );
}

const outcomes = [await testPython(), await testJava()];
process.exitCode = outcomes.includes('failed') ? 1 : 0;
