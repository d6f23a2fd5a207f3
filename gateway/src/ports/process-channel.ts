/** What a process of several that serve together has to do with the others. */
export interface ProcessChannel {
  /** Tells all others that tags have become invalid. */
  publishInvalid(tags: readonly string[]): void;
  /** Hears of it from others, until it is disposed of. */
  onInvalid(hear: (tags: readonly string[]) => void): Disposable;
  /** Takes callbacks, as the JSON that came; says whether there is a subscription for one. */
  onCallback(take: (text: string) => boolean): void;
  /** Answers whoever adds up the metrics of all. */
  tellMetrics(read: () => Promise<string>): void;
}
