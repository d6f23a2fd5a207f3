/** What is known of a fetch before it begins. */
export interface TracedFetch {
  readonly subgraph: string;
  /** How many representations of entities are sent. Default: it asks for root fields. */
  readonly entities?: number | undefined;
  /** How many entities of it a cache had. */
  readonly cachedEntities?: number | undefined;
  /** How many operations travel in it, as aliases of one. */
  readonly operations?: number | undefined;
  /** The wave of the plan that it gathers, from 1 on. */
  readonly wave?: number | undefined;
}

/** Told what becomes of a fetch while it runs. */
export interface FetchObserver {
  onRetry(): void;
  /** It waits for the answer to an equal one. */
  onShared(): void;
  onStatus(status: number): void;
}

/** Shows the steps of an operation in its trace; where that is not kept they are run, and nothing else is done. */
export interface TraceSteps {
  step<Result>(name: string, run: () => Promise<Result>): Promise<Result>;
  fetch<Result>(
    fetch: TracedFetch,
    url: string,
    run: (observer: FetchObserver | undefined) => Promise<Result>,
  ): Promise<Result>;
  /** Tells whoever is asked the trace that it is asked in, where nobody else does. */
  inject(headers: Record<string, string>): void;
}

/** Where nobody traces. */
export const noTraces: TraceSteps = {
  step: (_name, run) => run(),
  fetch: (_fetch, _url, run) => run(undefined),
  inject() {},
};
