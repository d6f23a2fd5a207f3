import { writeFile } from 'node:fs/promises';
import { printSurface } from './print-surface.ts';

// `npm run accept-api -w gateway`: what is in the file has been looked at, and is what users may rely on.
await writeFile(new URL('../api.d.ts.txt', import.meta.url), await printSurface());
