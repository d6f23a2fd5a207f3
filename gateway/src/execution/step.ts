import type { Run } from './run.ts';

/** One node of a plan, ready to run. Never rejects: what fails is in the errors of the run. */
export type Step = (run: Run) => Promise<void>;
