import { renameSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Contender } from '../contenders/contender.ts';
import { headgate } from '../contenders/contenders.ts';
import type { LiveTestbed } from './start-live-testbed.ts';

/** Headgate that says which supergraph it serves; in production it keeps its schema to itself. */
export const tellingHeadgate: Contender = { ...headgate, env: { INTROSPECTION: 'true' } };

const deadlineMs = 60_000;

/**
 * Puts another supergraph in the place of the one before, and waits until it is served.
 * @throws Error when that takes more than a minute
 */
export async function loadVersion(testbed: LiveTestbed, url: string, version: number): Promise<void> {
  const description = `version ${version}`;
  const sdl = testbed.supergraphSdl.replace(/^type Query/m, `"${description}"\ntype Query`);
  renameSync(testbed.writeFile('next.graphql', sdl), testbed.supergraphPath);
  const deadline = performance.now() + deadlineMs;
  while ((await readDescription(url)) !== description) {
    if (performance.now() > deadline)
      throw new Error(`${url} does not serve ${description} of its supergraph`);
    await wait(20);
  }
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
