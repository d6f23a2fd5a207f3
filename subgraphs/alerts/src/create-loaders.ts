import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import type { RuleDocument } from '@headgate/alerting/rule-document.ts';
import DataLoader from 'dataloader';
import type { AlertStore } from './stores/create-alert-store.ts';
import type { RuleStore } from './stores/create-rule-store.ts';
import type { DocumentKey } from './stores/update-document.ts';

type KeyLoader<Document> = DataLoader<DocumentKey, Document | null, string>;

/** Loads for one operation: null for what is not there. */
export interface Loaders {
  readonly alerts: KeyLoader<AlertDocument>;
  readonly rules: KeyLoader<RuleDocument>;
}

/** One query a user, however many alerts or rules of the user are asked for. */
export function createLoaders(stores: { alerts: AlertStore; rules: RuleStore }): Loaders {
  return { alerts: createLoader(stores.alerts.find), rules: createLoader(stores.rules.find) };
}

type Find<Document> = (userId: string, ids: readonly string[]) => Promise<readonly Document[]>;

function createLoader<Document extends DocumentKey>(find: Find<Document>): KeyLoader<Document> {
  const toText = ({ userId, id }: DocumentKey) => JSON.stringify([userId, id]);
  return new DataLoader(
    async (keys) => {
      const idsByUser = Map.groupBy(keys, ({ userId }) => userId);
      const found = await Promise.all(
        [...idsByUser].map(([userId, wanted]) =>
          find(
            userId,
            wanted.map(({ id }) => id),
          ),
        ),
      );
      const byKey = new Map(found.flat().map((document) => [toText(document), document]));
      return keys.map((key) => byKey.get(toText(key)) ?? null);
    },
    { cacheKeyFn: toText },
  );
}
