import type { Erasures } from './create-erasures.ts';

/**
 * Erases those who have deleted their accounts. One that fails stays to be done, and delays nobody else.
 *
 * @returns how many are erased
 * @throws AggregateError of what failed, when all have been looked after
 */
export async function eraseAccounts(
  erasures: Erasures,
  erase: (userId: string) => Promise<void>,
): Promise<number> {
  const failures: unknown[] = [];
  let erased = 0;
  for (const userId of await erasures.list()) {
    try {
      await erase(userId);
      await erasures.complete(userId);
      erased += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} accounts are still to be erased: ${failures[0]}`);
  return erased;
}
