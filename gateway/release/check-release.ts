import { readdir, readFile } from 'node:fs/promises';
import { findReleaseProblems } from './find-release-problems.ts';

// node gateway/release/check-release.ts TAG REPOSITORY_URL
const [tag = '', repositoryUrl = ''] = process.argv.slice(2);
const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const problems = findReleaseProblems({
  tag,
  repositoryUrl,
  manifest: JSON.parse(await read('../package.json')),
  changelog: await read('../CHANGELOG.md').catch(() => ''),
  changesets: (await readdir(new URL('../../.changeset', import.meta.url))).filter((name) =>
    name.endsWith('.md'),
  ),
});
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
