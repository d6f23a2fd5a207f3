import type { BuryDocument, DeadLetter, DeadLetterDocument } from './dead-letter.ts';
import type { Delivery } from './evaluate-activity.ts';

/** The letters of functions, as {@link replayDeadLetters} needs them. */
export interface DeadLetters {
  /** Letters that hold their whole document, the oldest first; up to `limit`. */
  list(functionName: string, limit: number): Promise<readonly DeadLetterDocument[]>;
  remove(letter: DeadLetterDocument): Promise<void>;
}

export interface ReplayDependencies {
  readonly letters: DeadLetters;
  readonly bury: BuryDocument;
  /** Does again what the function did; what it cannot process it gives to `bury`. */
  readonly process: (delivery: Delivery, bury: BuryDocument) => Promise<void>;
}

export interface ReplayOutcome {
  /** Letters whose document was processed this time, and that are no more. */
  readonly replayed: number;
  /** Letters that died again, for the reason that they tell now. */
  readonly buried: number;
  /** Whether there may be more letters: call again. */
  readonly hasMore: boolean;
}

const maxLetters = 500;

/**
 * Gives the dead letters of a function to it again. A letter goes when its document was processed; a crash in between leaves
 * it, and a document that is processed twice has no more effect than once.
 * @throws what is transient: the letters stay.
 */
export async function replayDeadLetters(
  { letters, bury, process }: ReplayDependencies,
  functionName: string,
): Promise<ReplayOutcome> {
  const found = await letters.list(functionName, maxLetters);
  if (found.length === 0) return { replayed: 0, buried: 0, hasMore: false };
  const documents = found.map(({ payload }) => JSON.parse(payload));
  const letterOf = new Map(documents.map((document, index) => [document, found[index]]));
  const buried = new Set<unknown>();
  const buryAgain = async (letter: DeadLetter) => {
    buried.add(letter.document);
    const attempts = 1 + (letterOf.get(letter.document)?.attempts ?? 0);
    await bury({ ...letter, attempts });
  };
  await process({ documents, functionName, attempt: 1, isLastAttempt: false }, buryAgain);
  for (const [document, letter] of letterOf) {
    if (letter && !buried.has(document)) await letters.remove(letter);
  }
  return {
    replayed: found.length - buried.size,
    buried: buried.size,
    hasMore: found.length === maxLetters,
  };
}
