import { join } from 'node:path';
import { cacheFolder } from '../../kubectl/cache-folder.ts';
import { findKubectl } from '../../kubectl/find-kubectl.ts';
import { render } from '../../kubectl/render.ts';
import { k8sFolder } from '../../kubectl/write-overlay.ts';
import { combinations } from './combinations.ts';
import { renderCombination } from './render-all.ts';

/** Every kind that is rendered, such as `apps/v1 Deployment`. */
export async function listKinds(): Promise<string[]> {
  const kubectl = await findKubectl({ cache: cacheFolder(process.env) });
  const production = join(k8sFolder, 'overlays', 'production');
  const largest = combinations.filter(({ length }) => length >= 5);
  const manifests = [
    ...(await render(kubectl, join(production, 'cluster'))),
    ...(await Promise.all(largest.map((components) => renderCombination(kubectl, components)))).flat(),
  ];
  const kinds = manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`);
  return [...new Set([...kinds, 'policy.sigstore.dev/v1beta1 ClusterImagePolicy'])].sort();
}
