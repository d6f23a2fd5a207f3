// npm run codegen -w infra: writes system.json and the sizes.
import { writeFile } from 'node:fs/promises';
import { listFiles } from './list-files.ts';

for (const [url, text] of await listFiles()) await writeFile(url, text);
