import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { FunctionApp } from './create-functions-core.ts';

const packageSchema = z.object({
  main: z.string({ error: 'expected the entry file, or a glob of entry files' }),
});
const hostSchema = z.object({
  version: z.literal('2.0'),
  extensions: z.object({ http: z.object({ routePrefix: z.string().optional() }).optional() }).optional(),
});

/** What `host.json` says that this host heeds. */
export interface HostSettings {
  /** First segments of every HTTP trigger's path; empty for none. */
  readonly routePrefix: string;
}

/**
 * Imports the entry files that `main` of the app's package.json names, as the Functions worker does, ESM and CommonJS alike.
 * @throws when the directory holds no built app, or the app fails to load.
 */
export async function loadApp(app: FunctionApp, directory: string): Promise<HostSettings> {
  const { main } = packageSchema.parse(await readJson(join(directory, 'package.json')));
  const host = hostSchema.parse(await readJson(join(directory, 'host.json')));
  const entries = await Array.fromAsync(glob(main, { cwd: directory }));
  if (entries.length === 0) throw new Error(`There is no ${main} in ${directory}: build the app first.`);
  for (const entry of entries.sort()) await import(pathToFileURL(join(directory, entry)).href);
  await app.model().getCapabilities({});
  const { appHookData } = app;
  await app.runHooks('appStart', { hookData: {}, appHookData, functionAppDirectory: directory });
  return { routePrefix: host.extensions?.http?.routePrefix ?? 'api' };
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
