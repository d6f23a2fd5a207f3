import type { ApolloServerPlugin } from '@apollo/server';
import type { EngineDeferredPart } from '../../execution/engine.ts';
import type { OperationContext } from '../operation-context.ts';

/** The answer to the first part, and to each later one, in the format of 2022-08-24. */
interface Payload {
  readonly incremental?: readonly EngineDeferredPart[];
  readonly hasNext: boolean;
}

/**
 * Makes an answer of which parts come later an incremental one, which Apollo Server sends as multipart. Its pipeline
 * has no place for them between the executor and here.
 */
export function deliverDeferredParts(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async ({ contextValue: { deferral } }) => {
      if (!deferral) return undefined;
      return {
        willSendResponse: async ({ response }) => {
          if (!deferral.parts || response.body.kind !== 'single') return;
          response.body = {
            kind: 'incremental',
            initialResult: { ...response.body.singleResult, hasNext: true },
            subsequentResults: toPayloads(deferral.parts),
          };
        },
      };
    },
  };
}

async function* toPayloads(parts: AsyncIterable<readonly EngineDeferredPart[]>): AsyncGenerator<Payload> {
  for await (const incremental of parts) yield { incremental, hasNext: true };
  yield { hasNext: false };
}
