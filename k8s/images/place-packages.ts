import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PlacePackagesOptions {
  /** Where package.json and node_modules of the repository are. */
  readonly root: string;
  /** The workspace, from `root`, that the packages are dependencies of. */
  readonly workspace: string;
}

/**
 * Finds packages, and everything that they depend on, as npm has laid them out, and places them in one `node_modules`:
 * folders from `root` by their places. Of two versions of a package one is placed within who needs it. What a package has
 * in a `node_modules` of its own comes with it. Optional dependencies that are not installed are left out.
 *
 * @throws when one is not installed
 */
export async function placePackages(
  names: readonly string[],
  { root, workspace }: PlacePackagesOptions,
): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  const waiting = names.map((name) => ({ name, from: workspace, below: '', isOptional: false }));
  for (const { name, from, below, isOptional } of waiting) {
    const folder = find(root, name, from);
    if (!folder && isOptional) continue;
    if (!folder) throw new Error(`${name}, which ${from} depends on, is not installed`);
    if (folder.startsWith(`${from}/node_modules/`) && from !== workspace) continue;
    const top = `node_modules/${name}`;
    const place = (places.get(top) ?? folder) === folder ? top : `${below}/${top}`;
    if (places.get(place) === folder) continue;
    places.set(place, folder);
    const manifest = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as {
      readonly dependencies?: Readonly<Record<string, string>>;
      readonly optionalDependencies?: Readonly<Record<string, string>>;
    };
    const { dependencies = {}, optionalDependencies = {} } = manifest;
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
      waiting.push({
        name: dependency,
        from: folder,
        below: place,
        isOptional: dependency in optionalDependencies,
      });
    }
  }
  return places;
}

/** As Node.js resolves: in the `node_modules` of the folder, then in those above. */
function find(root: string, name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const folder = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (existsSync(join(root, folder, 'package.json'))) return folder;
    if (!at) return undefined;
  }
}
