import type { ApiClient } from './create-api-client.ts';

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/**
 * The schemas of kinds such as `apps/v1 Deployment` from the API server's OpenAPI, with all that they refer to and no
 * more: without descriptions, and with fields that they do not name refused, as strict validation does.
 */
export async function readSchemas(
  api: ApiClient,
  kinds: readonly string[],
): Promise<{ kinds: Record<string, string>; schemas: Record<string, unknown> }> {
  const names: Record<string, string> = {};
  const schemas: Record<string, unknown> = {};
  for (const wanted of [...kinds].sort()) {
    const [apiVersion = ''] = wanted.split(' ');
    const path = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
    const { status, body } = await api('GET', `/openapi/v3/${path}`);
    if (status !== 200) throw new Error(`the API server does not know ${apiVersion}`);
    const all = (body as OpenApi).components.schemas;
    const name = Object.keys(all).find((one) => describes(all[one], wanted));
    if (!name) throw new Error(`the API server does not know ${wanted}`);
    names[wanted] = name;
    const waiting = [name];
    for (const next of waiting) {
      if (next in schemas) continue;
      schemas[next] = close(all[next] ?? {});
      waiting.push(...listReferences(all[next]));
    }
  }
  return { kinds: names, schemas };
}

function describes(schema: Schema | undefined, wanted: string): boolean {
  const kinds = (schema?.['x-kubernetes-group-version-kind'] ?? []) as readonly Kind[];
  return kinds.some(({ group, version, kind }) => `${group ? `${group}/` : ''}${version} ${kind}` === wanted);
}

const prefix = '#/components/schemas/';

function listReferences(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { $ref } = value as { $ref?: unknown };
  const own = typeof $ref === 'string' ? [$ref.slice(prefix.length)] : [];
  return [...own, ...Object.values(value).flatMap(listReferences)];
}

const left = new Set([
  'description',
  'default',
  'x-kubernetes-group-version-kind',
  'x-kubernetes-validations',
]);

function close(value: unknown, isProperties = false): unknown {
  if (Array.isArray(value)) return value.map((one) => close(one));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key]) => isProperties || !left.has(key))
    .map(([key, one]) => [
      key,
      key === '$ref' && typeof one === 'string'
        ? one.replace(prefix, 'kubernetes#/$defs/')
        : close(one, !isProperties && key === 'properties'),
    ]);
  const closed = Object.fromEntries(entries);
  const isOpen =
    'additionalProperties' in value || 'x-kubernetes-preserve-unknown-fields' in value || isProperties;
  if ('properties' in value && !isOpen) closed['additionalProperties'] = false;
  return closed;
}
