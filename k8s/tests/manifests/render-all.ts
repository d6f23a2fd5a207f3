import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../kubectl/manifest.ts';
import { render } from '../../kubectl/render.ts';
import { k8sFolder, writeOverlay } from '../../kubectl/write-overlay.ts';
import { combinations } from './combinations.ts';

export const environments = ['dev', 'staging', 'production'] as const;

/** What was rendered, and a name for people. */
export interface Rendering {
  readonly name: string;
  readonly manifests: readonly Manifest[];
}

const digest = `sha256:${'0'.repeat(64)}`;
const images = [
  'gateway',
  'gateway-canary',
  'accounts',
  'accounts-migrations',
  'activity',
  'alerts',
  'insights',
  'functions',
];

/** Renders every overlay as it is, and every combination of components. */
export async function renderAll(kubectl: string): Promise<Rendering[]> {
  const renderings: Rendering[] = [];
  for (const environment of environments) {
    const folder = join(k8sFolder, 'overlays', environment);
    renderings.push({ name: environment, manifests: await render(kubectl, folder) });
  }
  const waiting = combinations.values();
  const renderNext = async () => {
    for (const components of waiting) {
      renderings.push({
        name: components.join(' + ') || 'no component',
        manifests: await renderCombination(kubectl, components),
      });
    }
  };
  await Promise.all([renderNext(), renderNext()]);
  return renderings;
}

/** Renders base with some components and the names of production. */
export async function renderCombination(kubectl: string, components: readonly string[]): Promise<Manifest[]> {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-overlay-'));
  try {
    await writeOverlay(folder, {
      environment: 'production',
      components,
      images: Object.fromEntries(
        images.map((name) => [name, `headgate.azurecr.io/${name.replace('-canary', '')}@${digest}`]),
      ),
    });
    return await render(kubectl, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
