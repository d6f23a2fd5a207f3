/** What a process of several that serve together has to do with the others. */
export interface ProcessChannel {
  /** Tells all others that tags have become invalid. */
  publishInvalid(tags: readonly string[]): void;
  /** Hears of it from others, until it is disposed of. */
  onInvalid(hear: (tags: readonly string[]) => void): Disposable;
  /** Answers whoever adds up the metrics of all. */
  tellMetrics(read: () => Promise<string>): void;
}
