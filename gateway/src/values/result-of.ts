import { isFailure } from './is-failure.ts';

/** What became of an operation by the codes of its answer: what the client got wrong is `refused`, and no failure. */
export function resultOf(codes: readonly string[]): 'ok' | 'refused' | 'failed' {
  if (codes.length === 0) return 'ok';
  return codes.some(isFailure) ? 'failed' : 'refused';
}
