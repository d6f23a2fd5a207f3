import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** A bill of materials by [CycloneDX 1.6](https://cyclonedx.org/docs/1.6/json/). */
export interface BillOfMaterials {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly version: 1;
  readonly metadata: { readonly component: { readonly type: 'application'; readonly name: string } };
  readonly components: readonly Component[];
}

export interface Component {
  readonly type: 'library' | 'platform';
  readonly name: string;
  readonly version: string;
  /** https://github.com/package-url/purl-spec */
  readonly purl: string;
  readonly licenses?: readonly { readonly expression: string }[];
}

/** Lists the packages that files of a bundle come from, and Node.js itself. `inputs` are paths from `root`. */
export async function describeComponents(
  name: string,
  inputs: readonly string[],
  root: string,
): Promise<BillOfMaterials> {
  const folders = new Set(
    inputs.flatMap((path) => /^(.*\/)?node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  const manifests = await Promise.all(
    [...folders].map(async (folder) => {
      const text = await readFile(join(root, folder, 'package.json'), 'utf8');
      return JSON.parse(text) as PackageManifest;
    }),
  );
  const libraries = manifests.map(toComponent);
  const unique = new Map(libraries.map((component) => [component.purl, component]));
  const version = process.versions.node;
  const node = { type: 'platform', name: 'node', version, purl: `pkg:generic/node@${version}` } as const;
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name } },
    components: [node, ...[...unique.values()].sort((a, b) => a.purl.localeCompare(b.purl))],
  };
}

function toComponent({ name, version, license }: PackageManifest): Component {
  return {
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    ...(license && { licenses: [{ expression: license }] }),
  };
}
