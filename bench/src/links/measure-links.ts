import { join } from 'node:path';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import {
  type CompareOptions,
  compareContenders,
  type ScenarioResult,
} from '../compare/compare-contenders.ts';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { createLinkContenders } from './create-link-contenders.ts';

/** Measures the gateway by turns on the same subgraphs, over TCP, a Unix socket and HTTP/2. */
export async function measureLinks(
  options: Omit<CompareOptions, 'contenders' | 'links'>,
): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const scenario of options.scenarios) {
    // Of its own, since a socket that was left stays where it is.
    using folder = createTemporaryFolder();
    const links = { http2Port: await findFreePort(), socketPath: join(folder.path, 'subgraphs.sock') };
    const contenders = createLinkContenders(links);
    results.push(...(await compareContenders({ ...options, scenarios: [scenario], contenders, links })));
  }
  return results;
}
