import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { k8sFolder } from '../kubectl/write-overlay.ts';

export interface Preparation {
  readonly environment: string;
  /** Replaces values of the environment's azure.env, e.g. by the outputs of infra/. */
  readonly azure: Readonly<Record<string, string>>;
  /** By the images' names in base/, e.g. `gateway` to `headgate.azurecr.io/gateway@sha256:…`. */
  readonly images: Readonly<Record<string, string>>;
}

/**
 * Copies the manifests into an empty folder, with an environment's names and a release's images written into its
 * overlay, and answers the folder of that overlay; `cluster` in it is what administrators apply.
 *
 * @throws when a name or an image is none that the overlay has
 */
export async function prepareManifests(
  folder: string,
  { environment, azure, images }: Preparation,
): Promise<string> {
  for (const part of ['base', 'components', 'overlays', 'policies']) {
    await cp(join(k8sFolder, part), join(folder, part), { recursive: true });
  }
  const overlay = join(folder, 'overlays', environment);
  const settings = join(overlay, 'azure', 'azure.env');
  await writeFile(settings, replaceValues(await readFile(settings, 'utf8'), azure));
  const path = join(overlay, 'kustomization.yaml');
  await writeFile(path, replaceImages(await readFile(path, 'utf8'), images));
  return overlay;
}

function replaceValues(text: string, values: Readonly<Record<string, string>>): string {
  const names = [...text.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name = '']) => name);
  const unknown = Object.keys(values).filter((name) => !names.includes(name));
  if (unknown.length) throw new Error(`azure.env has no ${unknown.join(', ')}; it has ${names.join(', ')}`);
  return text.replaceAll(/^([A-Z][A-Z0-9_]*)=.*$/gm, (line, name: string) =>
    name in values ? `${name}=${values[name]}` : line,
  );
}

function replaceImages(text: string, images: Readonly<Record<string, string>>): string {
  const document = parseDocument(text);
  const { images: entries } = document.toJS() as { images: { name: string }[] };
  const names = entries.map(({ name }) => name);
  for (const [name, image] of Object.entries(images)) {
    const [, newName, digest] = /^(.+)@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
    if (!newName) throw new Error(`${name}: expected REGISTRY/NAME@sha256:DIGEST, not ${image}`);
    if (!names.includes(name))
      throw new Error(`the overlay has no image ${name}; it has ${names.join(', ')}`);
    document.setIn(['images', names.indexOf(name)], { name, newName, digest });
  }
  return document.toString();
}
