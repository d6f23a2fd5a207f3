import { Kind, parse } from 'graphql';
import { z } from 'zod';
import { gatewayErrors } from '../errors.ts';
import type { PersistedDocument } from './persisted-document.ts';

const id = z.string().min(1);
const body = z.string().min(1);

/** As made by `@apollo/generate-persisted-query-manifest`. */
const apolloManifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id, name: z.string(), body, clientName: z.string().min(1).nullish() })),
});

/** As made by Relay's compiler with `persistConfig`. */
const relayManifest = z.record(id, body);

/**
 * Reads the documents of a manifest.
 * @throws ServiceError `PERSISTED_DOCUMENTS_INVALID`
 */
export function parseManifest(text: string): readonly PersistedDocument[] {
  const value = parseJson(text);
  const isApollo = typeof value === 'object' && value !== null && 'format' in value;
  const manifest = isApollo ? apolloManifest.safeParse(value) : relayManifest.safeParse(value);
  if (!manifest.success) throw invalid(z.prettifyError(manifest.error), manifest.error);
  if ('operations' in manifest.data && Array.isArray(manifest.data.operations)) {
    return manifest.data.operations.map(({ clientName = null, ...document }) => ({
      ...document,
      clientName,
    }));
  }
  return Object.entries(manifest.data as Readonly<Record<string, string>>).map(([key, text]) => ({
    id: key,
    name: findName(text),
    body: text,
    clientName: null,
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
}

function findName(text: string): string {
  try {
    const operation = parse(text, { noLocation: true }).definitions.find(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    return operation?.name?.value ?? '';
  } catch {
    return '';
  }
}

function invalid(reason: string, cause: unknown) {
  return gatewayErrors.create('PERSISTED_DOCUMENTS_INVALID', {
    message: `The manifest cannot be read: ${reason}`,
    cause,
  });
}
