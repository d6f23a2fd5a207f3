import type { Identity } from '@headgate/identity/identity.ts';
import { OperationTypeNode } from 'graphql';
import { createLoaders, type Loaders } from './create-loaders.ts';
import type { Database } from './database/connect-database.ts';
import type { FairQueue } from './database/create-fair-queue.ts';
import { readFromReplica } from './database/read-from-replica.ts';
import { shareDatabase } from './database/share-database.ts';

/** What the resolvers of one operation work with. */
export interface Context {
  /** null when nobody is signed in. */
  readonly identity: Identity | null;
  readonly loaders: Loaders;
  readonly database: Database;
  /** Says that devices have changed, so that the notification hub hears of it soon. */
  readonly onDevicesChanged: () => void;
  /** As the hub has it for browsers (VAPID); null without one. */
  readonly webPushKey: string | null;
}

/** What the contexts of all operations share. */
export interface ContextDependencies {
  readonly database: Database;
  /** undefined without one. */
  readonly replica: Database | undefined;
  readonly queue: FairQueue;
  readonly onDevicesChanged: () => void;
  readonly webPushKey: string | null;
}

/** Those who are not signed in are one caller to the database: it is not for them. */
const nobody = '';

/** Makes the context of an operation; loaders live as long as it. Callers share the database by turns. */
export function createContext({
  database: primary,
  queue,
  onDevicesChanged,
  webPushKey,
}: ContextDependencies): (identity: Identity | null) => Context {
  return (identity) => {
    const database = shareDatabase(primary, queue, identity?.userId ?? nobody);
    return { identity, loaders: createLoaders(database), database, onDevicesChanged, webPushKey };
  };
}

/** Lets a query read from the replica. A mutation shows what it has just changed, which a replica may not have yet. */
export function chooseDatabase({
  database: primary,
  replica,
  queue,
}: ContextDependencies): (context: Context, operation: OperationTypeNode) => Partial<Context> {
  if (!replica) return () => ({});
  const reading = readFromReplica(primary, replica);
  return ({ identity }, operation) => {
    if (operation !== OperationTypeNode.QUERY) return {};
    const database = shareDatabase(reading, queue, identity?.userId ?? nobody);
    return { database, loaders: createLoaders(database) };
  };
}
