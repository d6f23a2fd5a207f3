/** Pages of the change feed to be evaluated. */
export interface EvaluationQuestion {
  /** How many events of each of its users a page holds. */
  readonly eventsOfUser: number;
  /** In all. */
  readonly events: number;
}

export interface EvaluationAnswer {
  /** By the processor's time, which holds on a machine that is busy with other things. */
  readonly eventsPerSecond: number;
  /** State reads for each user and page. */
  readonly loadsPerUserAndPage: number;
  /** Transactions for each user and page. */
  readonly commitsPerUserAndPage: number;
  readonly alerts: number;
}

/** What a process holds when nothing is left to be collected, in bytes. */
export interface MemoryUse {
  readonly heapBytes: number;
  readonly residentBytes: number;
}
