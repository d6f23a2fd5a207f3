import type { Identity } from '@headgate/identity/identity.ts';
import { createLoaders, type Loaders } from './create-loaders.ts';
import type { Database } from './database/connect-database.ts';

/** What the resolvers of one operation work with. */
export interface Context {
  /** null when nobody is signed in. */
  readonly identity: Identity | null;
  readonly loaders: Loaders;
  readonly database: Database;
  /** Says that devices have changed, so that the notification hub hears of it soon. */
  readonly onDevicesChanged: () => void;
}

/** Makes the context of an operation; loaders live as long as it. */
export function createContext(
  database: Database,
  onDevicesChanged: () => void,
): (identity: Identity | null) => Context {
  return (identity) => ({ identity, loaders: createLoaders(database), database, onDevicesChanged });
}
