import { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors } from '../errors.ts';
import type { ReplyError } from '../ports/subgraph-reply.ts';
import type { SubgraphError } from './replies/error-tree.ts';

/** Which subgraphs may show their own error messages to clients: all, none, or those named. */
export type ExposeSubgraphErrors = boolean | readonly string[];

/** Turns what went wrong with a subgraph into what a client may know of it. */
export interface DescribeFailure {
  /** An error that the subgraph reported. */
  reported(subgraph: string, error: ReplyError): SubgraphError;
  /** No usable answer. */
  failed(subgraph: string, cause: unknown): SubgraphError;
}

const codePattern = /^[A-Z][A-Z0-9_]{0,63}$/;

/** `extensions.service` names the subgraph; its message and other extensions stay hidden unless exposed, its code does not. */
export function createDescribeFailure(expose: ExposeSubgraphErrors): DescribeFailure {
  const isExposed = (subgraph: string) => (typeof expose === 'boolean' ? expose : expose.includes(subgraph));
  const fallback = 'DOWNSTREAM_SERVICE_ERROR';
  return {
    reported(subgraph, { message, extensions }) {
      const code = extensions['code'];
      const shownCode = typeof code === 'string' && codePattern.test(code) ? code : fallback;
      if (!isExposed(subgraph)) {
        return {
          message: gatewayErrors.table[fallback].message,
          extensions: { code: shownCode, service: subgraph },
        };
      }
      return {
        message: message || gatewayErrors.table[fallback].message,
        extensions: { code: fallback, ...extensions, service: subgraph },
      };
    },
    failed(subgraph, cause) {
      const { code, message } = cause instanceof ServiceError ? cause : gatewayErrors.create(fallback);
      return { message, extensions: { code, service: subgraph } };
    },
  };
}
