import { setTimeout as delay } from 'node:timers/promises';
import { CosmosClient } from '@azure/cosmos';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';

/** What the alert pipeline leaves in Cosmos DB. */
export interface Stores extends Disposable {
  /** All alerts, those of a user in the order of their numbers. */
  readAlerts(): Promise<readonly AlertDocument[]>;
  readDeadLetters(): Promise<readonly unknown[]>;
  /** Resolves when these alerts have been raised. */
  waitForAlerts(ids: readonly string[]): Promise<void>;
  /** Resolves when nothing is left to be sent. */
  waitForEmptyOutbox(): Promise<void>;
}

const lookAgainMs = 200;

/** Opens the containers that the functions write to. */
export function openStores(connectionString: string): Stores {
  const client = new CosmosClient(connectionString);
  const database = client.database('headgate');
  const read = async <Item>(containerId: string, query: string): Promise<Item[]> => {
    const { resources } = await database.container(containerId).items.query<Item>(query).fetchAll();
    return resources;
  };
  const until = async (isSo: () => Promise<boolean>) => {
    while (!(await isSo())) await delay(lookAgainMs);
  };
  return {
    async readAlerts() {
      const alerts = await read<AlertDocument>('alerts', 'SELECT * FROM c WHERE c.type = "alert"');
      return alerts.sort((a, b) => a.sequence - b.sequence);
    },
    readDeadLetters: () => read('dead-letters', 'SELECT c.functionName, c.reason FROM c'),
    async waitForAlerts(ids) {
      await until(async () => {
        const known = new Set(
          await read<string>('alerts', 'SELECT VALUE c.id FROM c WHERE c.type = "alert"'),
        );
        return ids.every((id) => known.has(id));
      });
    },
    async waitForEmptyOutbox() {
      await until(async () => {
        const [unsent] = await read<number>(
          'alerts',
          'SELECT VALUE COUNT(1) FROM c WHERE c.type = "outbox" AND c.sentAt = null',
        );
        return unsent === 0;
      });
    },
    [Symbol.dispose]: () => client.dispose(),
  };
}
