import type { Container } from '@azure/cosmos';
import type { OutboxDocument } from '@headgate/alerting/outbox-document.ts';
import { isConflict } from '@headgate/cosmos/cosmos-errors.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';

/** What the functions are to send. */
export interface Outbox {
  /** One that is there already stays as it is. */
  add(entry: OutboxDocument): Promise<void>;
}

/** The outbox in the container `alerts`. */
export function createOutbox(container: Container): Outbox {
  return {
    async add(entry) {
      await runOperation((abortSignal) => container.items.create(entry, { abortSignal })).catch(
        (error: unknown) => {
          if (!isConflict(error)) throw error;
        },
      );
    },
  };
}
