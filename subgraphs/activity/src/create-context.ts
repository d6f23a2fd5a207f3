import type { Identity } from '@headgate/identity/identity.ts';
import { createLoaders, type Loaders } from './create-loaders.ts';
import type { RecordingDependencies } from './record-activity.ts';

/** What the resolvers of one operation work with. */
export interface Context {
  /** null when nobody is signed in. */
  readonly identity: Identity | null;
  readonly loaders: Loaders;
  readonly recording: RecordingDependencies;
}

/** Makes the context of an operation; loaders live as long as it. */
export function createContext(recording: RecordingDependencies): (identity: Identity | null) => Context {
  return (identity) => ({ identity, loaders: createLoaders(recording.store), recording });
}
