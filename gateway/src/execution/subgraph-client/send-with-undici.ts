import type { Dispatcher } from 'undici';
import type {
  SendSubgraphRequest,
  SubgraphHttpRequest,
  SubgraphHttpResponse,
} from './send-subgraph-request.ts';

/** Unlike `toString` it leaves out a byte order mark. */
const utf8 = new TextDecoder();

interface Target {
  readonly origin: string;
  readonly path: string;
}

/** Sends requests to subgraphs through an undici dispatcher, which pools and keeps the connections. */
export function createUndiciSender(dispatcher: Dispatcher): SendSubgraphRequest {
  const targets = new Map<string, Target>();
  return (request) => {
    let target = targets.get(request.url);
    if (target === undefined) {
      const { origin, pathname, search } = new URL(request.url);
      target = { origin, path: pathname + search };
      targets.set(request.url, target);
    }
    return dispatch(dispatcher, target, request);
  };
}

/** Reads the answer as it comes: the stream that `dispatcher.request` puts around it costs as much as a small answer. */
function dispatch(
  dispatcher: Dispatcher,
  { origin, path }: Target,
  { headers, body, signal }: SubgraphHttpRequest,
): Promise<SubgraphHttpResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<SubgraphHttpResponse>();
  let controller: Dispatcher.DispatchController | undefined;
  let response: Omit<SubgraphHttpResponse, 'body'> = { status: 0 };
  const chunks: Buffer[] = [];
  const cancel = () => {
    reject(signal.reason);
    controller?.abort(signal.reason);
  };
  const settle = () => signal.removeEventListener('abort', cancel);
  signal.addEventListener('abort', cancel, { once: true });
  dispatcher.dispatch(
    { origin, path, method: 'POST', headers, body },
    {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(signal.reason);
      },
      onResponseStart(_controller, status, responseHeaders) {
        response = { status, headers: responseHeaders };
      },
      onResponseData(_controller, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        settle();
        const [first] = chunks;
        const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks);
        resolve({ ...response, body: utf8.decode(bytes) });
      },
      onResponseError(_controller, error) {
        settle();
        reject(error);
      },
    },
  );
  return promise;
}
