import { mkdir, realpath, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';

export const k8sFolder = join(import.meta.dirname, '..');

/** Parts that have replicas of their own choosing unless something scales them, and images. */
export const services = ['gateway', 'accounts', 'activity', 'alerts'] as const;

export interface OverlayParts {
  /** An overlay whose azure.env is taken. */
  readonly environment: string;
  /** Names of folders of components/, in order. */
  readonly components: readonly string[];
  /** By the images' names in base/, e.g. `gateway` to `headgate.azurecr.io/gateway@sha256:…`. */
  readonly images: Readonly<Record<string, string>>;
}

/** Writes a kustomization into an empty folder anywhere that puts base, components and one environment together. */
export async function writeOverlay(
  folder: string,
  { environment, components, images }: OverlayParts,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const from = (path: string) => relative(real, join(k8sFolder, path));
  const real = await realpath(folder);
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'headgate',
    resources: [from('base')],
    components: [
      from(`overlays/${environment}/azure`),
      ...components.map((name) => from(`components/${name}`)),
      from('components/azure'),
    ],
    labels: [{ pairs: { 'app.kubernetes.io/part-of': 'headgate' }, includeTemplates: true }],
    images: Object.entries(images).map(([name, image]) => {
      const [newName, digest] = image.split('@');
      return { name, newName, digest };
    }),
  };
  await writeFile(join(folder, 'kustomization.yaml'), stringify(kustomization));
}
