import type { Identity } from '@headgate/identity/identity.ts';
import type { Publications } from './follow-publications.ts';
import type { GoldSource, PinnedGold } from './gold/gold-source.ts';

/** What the resolvers of one operation work with. */
export interface Context {
  /** null when nobody is signed in. */
  readonly identity: Identity | null;
  /** The version of gold that is current when an operation first asks: all of its fields see the same. */
  readonly gold: () => Promise<PinnedGold | null>;
  readonly publications: Publications;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
}

export interface Services {
  readonly source: GoldSource;
  readonly publications: Publications;
  readonly now: () => number;
}

/** Makes the context of an operation. */
export function createContext({
  source,
  publications,
  now,
}: Services): (identity: Identity | null) => Context {
  return (identity) => {
    let pinned: Promise<PinnedGold | null> | undefined;
    return {
      identity,
      gold: () => {
        pinned ??= source.pin();
        return pinned;
      },
      publications,
      now,
    };
  };
}
