import type { Identity } from '@headgate/identity/identity.ts';
import { createLoaders, type Loaders } from './create-loaders.ts';
import type { DeadLetterStore } from './dead-letters/create-dead-letter-store.ts';
import type { AlertFeed } from './feed/alert-feed.ts';
import type { AlertStore } from './stores/create-alert-store.ts';
import type { HistoryStore } from './stores/create-history-store.ts';
import type { Outbox } from './stores/create-outbox.ts';
import type { RuleStore } from './stores/create-rule-store.ts';

/** What all operations share. */
export interface Services {
  readonly alerts: AlertStore;
  readonly rules: RuleStore;
  readonly feed: AlertFeed;
  /** What rules that are tried out look at. */
  readonly history: HistoryStore;
  readonly deadLetters: DeadLetterStore;
  readonly outbox: Outbox;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
  readonly createId: () => string;
}

/** What the resolvers of one operation work with. */
export interface Context {
  /** null when nobody is signed in. */
  readonly identity: Identity | null;
  readonly loaders: Loaders;
  readonly services: Services;
}

/** Makes the context of an operation; loaders live as long as it. */
export function createContext(services: Services): (identity: Identity | null) => Context {
  return (identity) => ({ identity, loaders: createLoaders(services), services });
}
