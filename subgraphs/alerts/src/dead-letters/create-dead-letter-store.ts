import type { Container } from '@azure/cosmos';
import { runQuery } from '@headgate/cosmos/run-query.ts';
import { alertsErrors } from '../errors.ts';

/** What is told of a dead letter: not the document, which is about somebody. */
export interface ListedDeadLetter {
  readonly id: string;
  readonly functionName: string;
  readonly reason: string;
  readonly attempts: number;
  readonly diedAt: Date;
  readonly isWhole: boolean;
}

export interface DeadLetterReplay {
  readonly replayed: number;
  readonly buried: number;
  readonly hasMore: boolean;
}

export interface DeadLetterStore {
  /** The latest first. */
  list(limit: number): Promise<readonly ListedDeadLetter[]>;
  /** @throws REPLAY_UNAVAILABLE */
  replay(functionName: string): Promise<DeadLetterReplay>;
}

/** As the functions write it. */
interface StoredDeadLetter {
  readonly id: string;
  readonly functionName: string;
  readonly reason: { readonly name: string; readonly message: string };
  readonly attempts: number;
  /** ISO 8601, UTC. */
  readonly diedAt: string;
  readonly isWhole: boolean;
}

const maxReason = 500;

/** Reads the container of dead letters; the functions themselves replay them. */
export function createDeadLetterStore(
  container: Container,
  replay: DeadLetterStore['replay'] | undefined,
): DeadLetterStore {
  return {
    async list(limit) {
      const letters = await runQuery<StoredDeadLetter>(container, {
        query:
          'SELECT c.id, c.functionName, c.reason, c.attempts, c.diedAt, c.isWhole FROM c ' +
          'ORDER BY c.diedAt DESC OFFSET 0 LIMIT @limit',
        parameters: { '@limit': limit },
        partitionKey: 'all',
      });
      return letters.map(({ reason: { name, message }, diedAt, ...letter }) => ({
        ...letter,
        reason: `${name}: ${message}`.slice(0, maxReason),
        diedAt: new Date(diedAt),
      }));
    },
    async replay(functionName) {
      if (!replay) throw alertsErrors.create('REPLAY_UNAVAILABLE');
      return replay(functionName);
    },
  };
}
