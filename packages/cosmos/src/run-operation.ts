import { toServiceUnavailable } from './cosmos-errors.ts';

const defaultDeadlineMs = 10_000;

/**
 * Runs one operation of the SDK within a deadline: left alone, the SDK asks a silent region for minutes.
 * @param operation passes the signal on in its options; it never fires after the operation has ended.
 * @param deadlineMs default: 10 seconds.
 * @throws SERVICE_UNAVAILABLE when Cosmos DB throttles, fails or does not answer; the SDK's own error otherwise.
 */
export async function runOperation<Result>(
  operation: (deadline: AbortSignal) => Promise<Result>,
  deadlineMs = defaultDeadlineMs,
): Promise<Result> {
  const abort = new AbortController();
  const { promise: deadline, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    abort.abort();
    reject(abort.signal.reason);
  }, deadlineMs);
  try {
    // The signal alone does not do: the SDK looks up regions without it.
    return await Promise.race([operation(abort.signal), deadline]);
  } catch (error) {
    throw toServiceUnavailable(error) ?? error;
  } finally {
    clearTimeout(timer);
  }
}
