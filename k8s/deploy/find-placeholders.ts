import type { Manifest } from '../kubectl/manifest.ts';

const placeholders = [/00000000-0000-0000-0000-000000000000/, /sha256:0{64}/, /[/.@]example[.](com|azurecr)/];

/** What the committed manifests leave open and a deployment must have: identities, names, digests. Each as its place. */
export function findPlaceholders(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap((manifest) =>
    listTexts(manifest)
      .filter(([, text]) => placeholders.some((placeholder) => placeholder.test(text)))
      .map(([path, text]) => `${manifest.kind} ${manifest.metadata.name}: ${path} is ${text}`),
  );
}

function listTexts(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => listTexts(one, path ? `${path}.${key}` : key));
}
