// npm run schemas -w k8s: writes what the API server says of the kinds that the manifests use.
import { writeFile } from 'node:fs/promises';
import { schemasPath } from './manifests/find-schema-mistakes.ts';
import { listKinds } from './manifests/list-kinds.ts';
import { readSchemas } from './support/read-schemas.ts';
import { startCluster } from './support/start-cluster.ts';

await using cluster = await startCluster();
const schemas = await readSchemas(cluster.api, await listKinds());
await writeFile(schemasPath, `${JSON.stringify(schemas)}\n`);
