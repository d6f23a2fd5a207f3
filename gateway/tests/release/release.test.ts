import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findReleaseProblems, type Release } from '../../release/find-release-problems.ts';

const run = promisify(execFile);
const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** A copy of what says which packages there are, and what has changed since the last version. */
async function copyManifests() {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-release-'));
  const { workspaces } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'));
  const manifests = workspaces.map((pattern: string) => `${pattern}/package.json`);
  const paths = ['package.json', 'package-lock.json', '.changeset/*', ...manifests];
  for await (const path of glob(paths, { cwd: repository })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await cp(join(repository, path), join(folder, path));
  }
  await symlink(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test('changesets make a version of the package, and tell of it in its change log', async () => {
  await using copy = await copyManifests();
  const { folder } = copy;
  await writeFile(
    join(folder, '.changeset/of-a-test.md'),
    '---\n"headgate": patch\n---\n\nA test tells of this.\n',
  );
  const before = JSON.parse(await readFile(join(folder, 'gateway/package.json'), 'utf8')).version;
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: folder });
  await git('init', '--quiet');
  await git('add', '.changeset');
  await git('commit', '--quiet', '--message', 'Changes');
  await run(join(repository, 'node_modules/.bin/changeset'), ['version'], { cwd: folder });
  const manifest = JSON.parse(await readFile(join(folder, 'gateway/package.json'), 'utf8'));
  assert.notEqual(manifest.version, before);
  const changelog = await readFile(join(folder, 'gateway/CHANGELOG.md'), 'utf8');
  assert(changelog.includes(`## ${manifest.version}\n`));
  assert.match(changelog, /A test tells of this\./);
  const changesets = (await readdir(join(folder, '.changeset'))).filter((name) => name.endsWith('.md'));
  const repositoryUrl = manifest.repository.url.replace(/^git\+|\.git$/g, '');
  const tag = `headgate@${manifest.version}`;
  assert.deepEqual(findReleaseProblems({ tag, repositoryUrl, manifest, changelog, changesets }), []);
});

test('a release that is not whole does not go out', () => {
  const whole: Release = {
    tag: 'headgate@1.2.3',
    repositoryUrl: 'https://github.com/owner/name',
    manifest: {
      name: 'headgate',
      version: '1.2.3',
      repository: { url: 'git+https://github.com/owner/name.git' },
    },
    changelog: '# headgate\n\n## 1.2.3\n',
    changesets: [],
  };
  assert.deepEqual(findReleaseProblems(whole), []);
  for (const [expected, change] of [
    [/the tag is headgate@1\.2\.4/, { tag: 'headgate@1.2.4' }],
    [/CHANGELOG\.md has no "## 1\.2\.3"/, { changelog: '## 1.2.30\n' }],
    [/in no version: some\.md/, { changesets: ['some.md'] }],
    [/the repository is .*fork/, { repositoryUrl: 'https://github.com/owner/fork' }],
  ] as const) {
    const problems = findReleaseProblems({ ...whole, ...change });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', expected);
  }
});
