import type { Step } from './run-step.ts';

const quiet = ['--output-logs=new-only', '--log-prefix=none', '--ui=stream'];

/** What `npm test` runs: each workspace's tests, those of unchanged ones from the cache, then the tests of the whole. */
export const testSteps: readonly Step[] = [
  {
    name: 'tests of each workspace',
    command: 'turbo',
    args: ['run', 'test', '--filter=!@headgate/tests', '--concurrency=3', '--continue', ...quiet],
    show: true,
  },
  { name: 'tests of the whole', command: 'npm', args: ['test', '--silent', '--workspace=tests'], show: true },
];
