import type { ApolloServerPlugin, HTTPGraphQLResponse } from '@apollo/server';
import type { AnswerTrail, OperationContext } from '../operation-context.ts';

/** Notes where Apollo Server keeps an answer, for those who release it. */
export function followAnswers(): ApolloServerPlugin<OperationContext> {
  return {
    requestDidStart: async ({ response, contextValue: { trail } }) => {
      if (trail) trail.response = response;
    },
  };
}

/** Empties what an answer came through, when it has been sent. Whoever took the data itself still has it. */
export function releaseAnswer({ body }: HTTPGraphQLResponse, { result, response }: AnswerTrail): void {
  if (body.kind === 'complete') body.string = '';
  if (result) result.data = undefined;
  if (response) response.body = { kind: 'single', singleResult: {} };
}
