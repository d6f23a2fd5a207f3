import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { addTypenameToDocument } from '@apollo/client/utilities';
import { type DocumentNode, Kind, print } from 'graphql';
import * as generated from '../src/__generated__/graphql.ts';

// What clients ask, as a manifest for the gateway and, for the clients, its ids by the operations' names. See docs/persisted-documents.md.
const operations = Object.values(generated)
  .filter((value): value is typeof generated.ViewerDocument => typeof value === 'object' && 'kind' in value)
  .flatMap((document) => describe(addTypenameToDocument(document as DocumentNode)))
  .sort((one, other) => one.name.localeCompare(other.name));

function describe(document: DocumentNode) {
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (!operation?.name) return [];
  const body = print(document);
  const id = createHash('sha256').update(body).digest('hex');
  return [{ id, name: operation.name.value, type: operation.operation, body }];
}

const folder = new URL('../src/__generated__/', import.meta.url);
const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations };
await writeFile(new URL('manifest.json', folder), `${JSON.stringify(manifest, null, 2)}\n`);
const ids = operations.map(({ name, id }) => `  ${name}: '${id}',\n`).join('');
await writeFile(
  new URL('document-ids.ts', folder),
  `/** Under which id the gateway knows each operation. */\nexport const documentIds: Readonly<Record<string, string>> = {\n${ids}};\n`,
);
