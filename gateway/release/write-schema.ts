import { writeFile } from 'node:fs/promises';
import { writeOptionsSchema } from '../src/config/write-options-schema.ts';

// Part of `npm run codegen`: what editors know of headgate.config.yaml.
await writeFile(
  new URL('../headgate.schema.json', import.meta.url),
  `${JSON.stringify(writeOptionsSchema(), null, 2)}\n`,
);
