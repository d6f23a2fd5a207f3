import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contender } from '../contenders/contender.ts';
import { type RunningContender, startContender } from '../contenders/start-contender.ts';
import type { Links } from '../links/links.ts';
import type { LoadOrder, LoadResult } from '../load/load-order.ts';
import type { SubgraphAnswer, SubgraphQuestion } from '../subgraphs/main.ts';
import { createTemporaryFolder } from './create-temporary-folder.ts';
import { forkHelper, type Helper } from './fork-helper.ts';

/** Contenders on the same subgraphs, and what puts a load on them; each is a process of its own. */
export interface Testbed extends AsyncDisposable {
  readonly contenders: readonly RunningContender[];
  readonly load: Helper<LoadOrder, LoadResult>;
  readonly subgraphs: Helper<SubgraphQuestion, SubgraphAnswer>;
  readonly supergraphPath: string;
}

export interface TestbedOptions {
  readonly contenders: readonly Contender[];
  readonly subgraphs: 'public' | 'scaling';
  /** `Cache-Control` of what subgraphs answer. Default: they say nothing. */
  readonly cacheControl?: string;
  /** Where subgraphs are served as well. Default: nowhere. */
  readonly links?: Links;
  /** Options of Node's own for the contenders. */
  readonly nodeOptions?: readonly string[];
}

/** Starts everything that a measurement needs, and waits until it answers. */
export async function startTestbed({
  contenders,
  subgraphs: set,
  cacheControl = '',
  links,
  nodeOptions = [],
}: TestbedOptions): Promise<Testbed> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(createTemporaryFolder());
  const load = cleanup.use(forkHelper<LoadOrder, LoadResult>(new URL('../load/main.ts', import.meta.url)));
  const subgraphs = cleanup.use(
    forkHelper<SubgraphQuestion, SubgraphAnswer>(new URL('../subgraphs/main.ts', import.meta.url), [
      set,
      cacheControl,
      ...(links ? [String(links.http2Port), links.socketPath] : []),
    ]),
  );
  const supergraphPath = join(folder.path, 'supergraph.graphql');
  await writeFile(supergraphPath, String(await subgraphs.ask({ kind: 'supergraph' })));
  const started = await Promise.allSettled(
    contenders.map(async (contender) =>
      cleanup.use(await startContender(contender, { supergraphPath, nodeOptions })),
    ),
  );
  const running = started.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
  const everything = cleanup.move();
  return {
    contenders: running,
    load,
    subgraphs,
    supergraphPath,
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}
