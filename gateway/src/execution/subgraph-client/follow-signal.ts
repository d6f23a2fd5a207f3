import { Cancellation } from '../../values/cancellation.ts';

/** Does work that is cancelled when a signal is aborted. */
export function followSignal<Result>(
  signal: AbortSignal | undefined,
  begin: (cancellation: Cancellation) => Promise<Result>,
): Promise<Result> {
  const cancellation = new Cancellation();
  if (signal === undefined) return begin(cancellation);
  const cancel = () => cancellation.cancel(signal.reason);
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel);
  const stop = () => signal.removeEventListener('abort', cancel);
  const result = begin(cancellation);
  result.then(stop, stop);
  return result;
}
