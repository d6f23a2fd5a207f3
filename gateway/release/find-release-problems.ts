/** What is about to be published. */
export interface Release {
  /** The tag of Git that asks for it, such as `headgate@1.2.3`. */
  readonly tag: string;
  /** The repository that it runs in, such as `https://github.com/owner/name`. */
  readonly repositoryUrl: string;
  readonly manifest: {
    readonly name: string;
    readonly version: string;
    readonly repository?: { readonly url?: string };
  };
  /** The text of CHANGELOG.md; empty where there is none. */
  readonly changelog: string;
  /** Names of changesets that no version has taken in. */
  readonly changesets: readonly string[];
}

/** Tells why a release may not go out; an empty list when it may. */
export function findReleaseProblems(release: Release): string[] {
  const { tag, repositoryUrl, manifest, changelog, changesets } = release;
  const { name, version, repository } = manifest;
  const problems: string[] = [];
  if (tag !== `${name}@${version}`)
    problems.push(`the tag is ${tag}, and package.json says ${name}@${version}`);
  if (!changelog.split('\n').includes(`## ${version}`))
    problems.push(`CHANGELOG.md has no "## ${version}": npm run release:version`);
  if (changesets.length > 0)
    problems.push(`these changesets are in no version: ${changesets.join(', ')}: npm run release:version`);
  // npm refuses provenance of another repository.
  if (repository?.url !== `git+${repositoryUrl}.git`)
    problems.push(`the repository is ${repositoryUrl}, and package.json says ${repository?.url}`);
  return problems;
}
