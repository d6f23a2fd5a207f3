import type { TokenCredential } from '@azure/identity';
import { createFolderLandingZone } from './create-folder-landing-zone.ts';
import { createOneLakeLandingZone } from './create-onelake-landing-zone.ts';
import type { LandingZone } from './landing-zone.ts';

/**
 * Opens the landing zone at a folder of this machine, or at an address such as
 * `https://onelake.dfs.fabric.microsoft.com/WORKSPACE/ITEM/Files/LandingZone`.
 *
 * @param createCredential called for an address alone
 * @throws Error for an address without a workspace and a folder
 */
export function parseLandingZone(location: string, createCredential: () => TokenCredential): LandingZone {
  if (!/^https:\/\//.test(location)) return createFolderLandingZone(location);
  const { origin, pathname } = new URL(location);
  const [fileSystem, ...directory] = pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (!fileSystem || directory.length === 0)
    throw new Error(
      `Expected a workspace and a folder in it, such as ${origin}/WORKSPACE/ITEM/Files/LandingZone.`,
    );
  return createOneLakeLandingZone(
    { endpoint: origin, fileSystem, directory: directory.join('/') },
    createCredential(),
  );
}
