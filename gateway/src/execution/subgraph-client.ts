import { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors } from '../errors.ts';
import { parseReply, type SubgraphReply } from './parse-reply.ts';

/** One HTTP request to a subgraph. */
export interface SubgraphHttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Its answer, with the whole body. */
export interface SubgraphHttpResponse {
  readonly status: number;
  readonly body: string;
}

/** The port to the network. Rejects when there is no answer. */
export type SendSubgraphRequest = (request: SubgraphHttpRequest) => Promise<SubgraphHttpResponse>;

/** A GraphQL request to a subgraph, for whichever URL it has. */
export interface SubgraphCall {
  readonly subgraph: string;
  /** The whole request as JSON. */
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** Asks a subgraph. @throws ServiceError with one of the `SUBREQUEST_` codes */
export type CallSubgraph = (call: SubgraphCall) => Promise<SubgraphReply>;

export interface SubgraphClientOptions {
  readonly send: SendSubgraphRequest;
  /** URL by the name of the subgraph. */
  readonly urls: ReadonlyMap<string, string>;
  /** How long a subgraph may take to answer in full. */
  readonly timeoutMs: (subgraph: string) => number;
}

/** Creates the client through which all fetches of an engine go. */
export function createSubgraphClient({ send, urls, timeoutMs }: SubgraphClientOptions): CallSubgraph {
  return async ({ subgraph, body, headers, signal }) => {
    const url = urls.get(subgraph);
    if (!url)
      throw gatewayErrors.create('SUBREQUEST_HTTP_ERROR', { cause: new Error(`${subgraph} has no URL`) });
    if (signal?.aborted) throw gatewayErrors.create('SUBREQUEST_CANCELLED');
    const controller = new AbortController();
    const cancel = () => controller.abort(gatewayErrors.create('SUBREQUEST_CANCELLED'));
    signal?.addEventListener('abort', cancel);
    const timer = setTimeout(
      () => controller.abort(gatewayErrors.create('SUBREQUEST_TIMEOUT')),
      timeoutMs(subgraph),
    );
    try {
      const response = await send({ url, headers, body, signal: controller.signal });
      return parseReply(response);
    } catch (cause) {
      if (controller.signal.reason instanceof ServiceError) throw controller.signal.reason;
      throw cause instanceof ServiceError ? cause : gatewayErrors.create('SUBREQUEST_HTTP_ERROR', { cause });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  };
}
