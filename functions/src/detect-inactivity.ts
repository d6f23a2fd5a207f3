import type { AlertDocument } from '@headgate/alerting/alert-document.ts';

export interface DetectInactivityDependencies {
  /** Ids of users for whom something is due by now; up to `limit`. */
  readonly listDue: (limit: number) => Promise<readonly string[]>;
  readonly evaluateSilence: (userId: string) => Promise<readonly AlertDocument[]>;
}

/** Users of one run: who is left comes with the next one. */
const maxUsers = 5_000;
/** Users who are looked after at the same time. */
const concurrency = 8;

/**
 * Raises the alerts of users of whom nothing has come for too long. A user for whom that fails stays due, for the next run,
 * and delays nobody else.
 * @returns how many alerts it has raised.
 * @throws AggregateError of what failed, when all users have been looked after.
 */
export async function detectInactivity(dependencies: DetectInactivityDependencies): Promise<number> {
  const { listDue, evaluateSilence } = dependencies;
  const queue = (await listDue(maxUsers)).values();
  const failures: unknown[] = [];
  let raised = 0;
  const work = async () => {
    for (const userId of queue) {
      await evaluateSilence(userId).then(
        (alerts) => {
          raised += alerts.length;
        },
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} users stay due: ${failures[0]}`);
  return raised;
}
