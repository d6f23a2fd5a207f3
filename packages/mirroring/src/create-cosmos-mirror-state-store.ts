import type { Container } from '@azure/cosmos';
import { isConflict, isPreconditionFailed } from '@headgate/cosmos/cosmos-errors.ts';
import { defineContainer } from '@headgate/cosmos/define-container.ts';
import { runOperation } from '@headgate/cosmos/run-operation.ts';
import { initialMirrorState, type MirrorState, type MirrorStateStore } from './mirror-state.ts';

/** How far each table is mirrored. */
export const mirrorsContainer = defineContainer({
  id: 'mirrors',
  partitionKey: ['/table'],
  indexing: { paths: [] },
});

const id = 'state';

export function createCosmosMirrorStateStore(container: Container): MirrorStateStore {
  return {
    async load(table) {
      const { resource } = await runOperation((abortSignal) =>
        container.item(id, table).read<MirrorState & { _etag: string }>({ abortSignal }),
      );
      return { state: { ...initialMirrorState(table), ...resource }, version: resource?._etag ?? null };
    },
    async save(state, version) {
      const { table, continuation, lastFile, rows, pending, lease } = state;
      const document = { id, table, continuation, lastFile, rows, pending, lease };
      try {
        const { etag } = await runOperation((abortSignal) =>
          version === null
            ? container.items.create(document, { abortSignal })
            : container.item(id, table).replace(document, {
                abortSignal,
                accessCondition: { type: 'IfMatch', condition: version },
              }),
        );
        return etag;
      } catch (error) {
        if (isConflict(error) || isPreconditionFailed(error)) return null;
        throw error;
      }
    },
  };
}
