/** Where plans are kept for other processes with the same supergraph. Both calls may fail: plans can be made again. */
export interface PlanStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, plan: string): Promise<void>;
}
