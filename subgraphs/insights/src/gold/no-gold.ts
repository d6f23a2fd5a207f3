import type { GoldSource } from './gold-source.ts';

/** For a system whose history nobody analyses: nothing is ever published. */
export const noGold: GoldSource = {
  pin: async () => null,
  check: async () => undefined,
  [Symbol.asyncDispose]: async () => undefined,
};
