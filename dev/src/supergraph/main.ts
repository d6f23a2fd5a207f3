import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { defaultPorts } from '../stack/ports.ts';
import { composeSupergraph } from './compose-supergraph.ts';

// Writes supergraph.graphql, which a gateway runs, and schema.graphql, which clients see, from the subgraphs' schemas.
const names = ['accounts', 'activity', 'alerts', 'insights'] as const;
const subgraphs = names.map(async (name) => ({
  name,
  url: `http://127.0.0.1:${defaultPorts[name]}/graphql`,
  typeDefs: await readFile(join(repositoryRoot, 'subgraphs', name, 'schema.graphql'), 'utf8'),
}));
const { supergraph, schema } = composeSupergraph(await Promise.all(subgraphs));
await writeFile(join(repositoryRoot, 'supergraph.graphql'), supergraph);
await writeFile(join(repositoryRoot, 'schema.graphql'), schema);
