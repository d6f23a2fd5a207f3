import { renameSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { LiveTestbed } from './start-live-testbed.ts';

/** Puts another supergraph in the place of the one before, and waits until it is served. */
export async function loadVersion(testbed: LiveTestbed, url: string, version: number): Promise<void> {
  const description = `version ${version}`;
  const sdl = testbed.supergraphSdl.replace(/^type Query/m, `"${description}"\ntype Query`);
  renameSync(testbed.writeFile('next.graphql', sdl), testbed.supergraphPath);
  while ((await readDescription(url)) !== description) await wait(20);
}

async function readDescription(url: string): Promise<string | undefined> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __type(name: \\"Query\\") { description } }"}',
  });
  const { data } = (await response.json()) as { data?: { __type?: { description?: string } } };
  return data?.__type?.description;
}
