import { createHash } from 'node:crypto';
import type { Container } from '@azure/cosmos';
import { runOperation } from '@headgate/cosmos/run-operation.ts';

/** A document that a function could not process, and why. */
export interface DeadLetter {
  readonly functionName: string;
  /** As the change feed gave it. */
  readonly document: unknown;
  readonly error: unknown;
  /** How often it was tried. */
  readonly attempts: number;
}

/** As the container `dead-letters` holds it. */
export interface DeadLetterDocument {
  /** Follows from the function and the version of the document: dying twice is one dead letter. */
  readonly id: string;
  readonly functionName: string;
  readonly reason: { readonly name: string; readonly message: string };
  readonly attempts: number;
  /** ISO 8601, UTC. */
  readonly diedAt: string;
  /** The document as JSON; cut off where the whole would not fit. */
  readonly payload: string;
  /** Whether nothing is cut off, so that it can be replayed. */
  readonly isWhole: boolean;
}

export type BuryDocument = (letter: DeadLetter) => Promise<void>;

/** Keeps a dead letter below the 2 MB that Cosmos DB stores in one document. */
const maxPayloadLength = 500_000;

/** Makes the way into the container of dead letters. */
export function createDeadLetterWriter(container: Container, now: () => number): BuryDocument {
  return async (letter) => {
    const document = toDeadLetterDocument(letter, now());
    await runOperation((abortSignal) => container.items.upsert(document, { abortSignal }));
  };
}

function toDeadLetterDocument(letter: DeadLetter, nowMs: number): DeadLetterDocument {
  const { functionName, attempts, error } = letter;
  const payload = JSON.stringify(letter.document);
  return {
    id: createHash('sha256').update(payload).digest('base64url'),
    functionName,
    reason:
      error instanceof Error
        ? { name: error.name, message: error.message }
        : { name: 'Error', message: String(error) },
    attempts,
    diedAt: new Date(nowMs).toISOString(),
    payload: payload.slice(0, maxPayloadLength),
    isWhole: payload.length <= maxPayloadLength,
  };
}
