import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { findProblems, type Workflow } from './find-problems.ts';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(repository, '.github', 'workflows');
const names = (await readdir(folder)).toSorted();
const read = async (name: string) => readFile(join(folder, name), 'utf8');

test('actionlint finds nothing', async () => {
  const program = join(repository, 'node_modules', '@tktco', 'node-actionlint', 'bin', 'node-actionlint.js');
  await run(process.execPath, [program, '.github/workflows/*.yml'], { cwd: repository });
});

test('workflows are pinned, may do little, and hold no secret', async () => {
  assert.deepEqual(names, ['deploy.yml', 'main.yml', 'nightly.yml', 'pull-request.yml', 'release.yml']);
  for (const name of names) assert.deepEqual(findProblems(name, parse(await read(name)) as Workflow), []);
});

test('each action is of one version everywhere, which a comment names', async () => {
  const versions = new Map<string, Set<string>>();
  for (const name of names) {
    for (const [, action = '', rest = ''] of (await read(name)).matchAll(/uses: ([\w./-]+)(@.*)$/gm)) {
      if (action.startsWith('./')) continue;
      assert.match(rest, /^@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, `${name}: ${action}`);
      versions.set(action, (versions.get(action) ?? new Set()).add(rest));
    }
  }
  for (const [action, found] of versions) assert.equal(found.size, 1, action);
});

test('each mistake is found', () => {
  const job = { permissions: { contents: 'read' }, 'timeout-minutes': 5, 'runs-on': 'ubuntu-24.04' };
  const workflow = (one: object, more: object = {}): Workflow => ({
    on: { push: {} },
    permissions: {},
    jobs: { one: { ...job, ...one } },
    ...more,
  });
  const digest = '08c6903cd8c0fde910a37f88322edcfb5dd907a8';
  const mistakes: readonly [RegExp, Workflow][] = [
    [/begin with none/, workflow({}, { permissions: { contents: 'read' } })],
    [/pull_request_target/, workflow({}, { on: { pull_request_target: {} } })],
    [/nothing here needs packages: write/, workflow({ permissions: { packages: 'write' } })],
    [/name the permissions/, workflow({ permissions: undefined })],
    [/timeout-minutes/, workflow({ 'timeout-minutes': undefined })],
    [/version of the runner/, workflow({ 'runs-on': 'ubuntu-latest' })],
    [
      /pin actions\/checkout@v5/,
      workflow({ steps: [{ uses: 'actions/checkout@v5', with: { 'persist-credentials': false } }] }),
    ],
    [/leaves a token behind/, workflow({ steps: [{ uses: `actions/checkout@${digest}` }] })],
    [/stored secret/, workflow({ steps: [{ uses: `azure/login@${digest}`, with: { creds: 'x' } }] })],
    [
      /hand values over by env/,
      workflow({ steps: [{ run: `echo \${{ github.event.pull_request.title }}` }] }),
    ],
    [/no secret is stored/, workflow({ steps: [{ run: 'true', env: { A: `\${{ secrets.A }}` } }] })],
    [/is not of this repository/, workflow({ uses: 'somebody/else/.github/workflows/x.yml@main' })],
  ];
  for (const [expected, one] of mistakes) assert.match(findProblems('x.yml', one).join('\n'), expected);
  assert.deepEqual(findProblems('x.yml', workflow({})), []);
});

test('checkov finds nothing, where Python has it', async (t) => {
  const paths = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = await Promise.all(
    paths.map((path) =>
      readdir(path).then(
        (files) => files.includes('checkov'),
        () => false,
      ),
    ),
  );
  if (!candidates.includes(true)) return t.skip('checkov is not here: pipx install checkov==3.3.30');
  const directories = ['.github', 'infra'].flatMap((directory) => ['--directory', directory]);
  await run('checkov', ['--config-file', 'infra/checkov.yaml', ...directories, '--skip-download'], {
    cwd: repository,
  });
});
