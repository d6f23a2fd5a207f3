import { readFile } from 'node:fs/promises';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { Manifest } from '../../kubectl/manifest.ts';

/**
 * What the API server says of the kinds that the manifests use, theirs and those of custom resources:
 * `npm run schemas -w k8s` reads it from the control plane of the tests, by version and kind, without descriptions.
 */
export const schemasPath = new URL('schemas.json', import.meta.url);

/** Places where manifests are not as the schemas of their kinds say, unknown fields included. Each as a sentence. */
export async function findSchemaMistakes(manifests: readonly Manifest[]): Promise<string[]> {
  loading ??= load();
  const validators = await loading;
  return manifests.flatMap((manifest) => {
    const { apiVersion, kind, metadata } = manifest;
    const validate = validators.get(`${apiVersion} ${kind}`);
    if (!validate) return [`${kind} ${metadata.name}: there is no schema of ${apiVersion} ${kind}`];
    if (validate(manifest)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${kind} ${metadata.name}: ${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  });
}

let loading: Promise<ReadonlyMap<string, ValidateFunction>> | undefined;

async function load(): Promise<ReadonlyMap<string, ValidateFunction>> {
  const document = JSON.parse(await readFile(schemasPath, 'utf8')) as {
    readonly kinds: Readonly<Record<string, string>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
  // The API server's schemas have keywords of their own, and formats that only say how wide a number is.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: 'kubernetes', $defs: document.schemas });
  const validators = Object.entries(document.kinds).map(
    ([kind, name]) => [kind, ajv.compile({ $ref: `kubernetes#/$defs/${name}` })] as const,
  );
  return new Map(validators);
}
