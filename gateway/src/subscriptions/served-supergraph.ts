import type { Engine } from '../execution/engine.ts';

/** A supergraph in service. Disposing of it disposes of its engine. */
export interface ServedSupergraph extends AsyncDisposable {
  readonly sdl: string;
  readonly engine: Engine;
  /** HTTP address of each subgraph by name. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
}
