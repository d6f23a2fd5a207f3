import type { Variant } from './traffic.ts';

/** What a release does to the cluster. */
export interface Stage {
  /** How many pods a variant has. */
  readReplicas(variant: Variant): Promise<number>;
  /** Gives a variant an image, and pods; resolves when they are ready. `replicas` undefined: as many as it has. */
  start(variant: Variant, change: { readonly image?: string; readonly replicas?: number }): Promise<void>;
  /** Takes all pods of the canary away; they drain. */
  rest(): Promise<void>;
  /** Sends so many of a hundred new connections to the canary. */
  setWeight(canary: number): Promise<void>;
}
