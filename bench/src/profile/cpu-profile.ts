/** What Node's `--cpu-prof` writes: https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile */
export interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  /** Microseconds of the machine's monotonic clock. */
  readonly startTime: number;
  /** Which node was running, by its id, a sample each. */
  readonly samples: readonly number[];
  /** Microseconds from each sample to the next. */
  readonly timeDeltas: readonly number[];
}

export interface ProfileNode {
  readonly id: number;
  /** Ids of what it called. */
  readonly children?: readonly number[];
  readonly callFrame: {
    readonly functionName: string;
    /** Empty for what is not JavaScript. */
    readonly url: string;
    /** From zero. */
    readonly lineNumber: number;
  };
}
