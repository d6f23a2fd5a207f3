import { randomUUID } from 'node:crypto';
import { isRecord } from '@headgate/service/is-record.ts';
import { readReplyError } from '../../execution/replies/read-reply-error.ts';
import type {
  SendSubgraphRequest,
  SubgraphHttpResponse,
} from '../../execution/subgraph-client/send-subgraph-request.ts';
import type { ReplyError } from '../../ports/subgraph-reply.ts';
import type { UpstreamFailure, UpstreamRequest, UpstreamSink } from '../upstreams/upstream.ts';
import type { Verifier } from './create-verifier.ts';
import type { Callback } from './parse-callback.ts';

export interface CallbackSubscriptionOptions {
  readonly send: SendSubgraphRequest;
  readonly verifier: Pick<Verifier, 'issue'>;
  /** What ids begin with; default: nothing. */
  readonly idPrefix?: string;
  /** Where the subgraph is to call back for a subscription. */
  readonly callbackUrl: (subscriptionId: string) => string;
  /** How often the subgraph has to call; 0 means that it need not. */
  readonly heartbeatMs: number;
  /** How long the subgraph may take to accept a subscription. */
  readonly timeoutMs: number;
}

/** One attempt to subscribe. Disposing of it is leaving. */
export interface CallbackSubscription extends Disposable {
  readonly id: string;
  receive(callback: Callback): void;
}

/** A subgraph is given up after so many heartbeats' time without a callback: one may be late, and one may be lost. */
const patience = 2.5;

/** Whether it accepts a subscription takes few words. */
const maxAnswerBytes = 1_000_000;

const protocolHeaders = {
  'content-type': 'application/json',
  accept: 'application/json;callbackSpec=1.0, application/json',
  'user-agent': 'headgate',
};

/** Asks a subgraph to call back with the events of a subscription. */
export function openCallbackSubscription(
  request: UpstreamRequest,
  options: CallbackSubscriptionOptions,
  sink: UpstreamSink,
): CallbackSubscription {
  const { heartbeatMs } = options;
  const id = (options.idPrefix ?? '') + randomUUID();
  const leaving = new AbortController();
  let wasChecked = false;
  let silence: NodeJS.Timeout | undefined;

  const lose = (reason: string, cause?: unknown) =>
    sink.fail({ kind: 'lost', cause: new Error(reason, { cause }) });

  function hear(): void {
    if (silence) silence.refresh();
    else if (heartbeatMs > 0) {
      silence = setTimeout(() => lose('no heartbeat came back in time'), patience * heartbeatMs).unref();
    }
  }

  async function ask(): Promise<void> {
    const answer = await options.send({
      subgraph: request.subgraph,
      url: request.url,
      headers: { ...protocolHeaders, ...request.headers },
      body: writeBody(request, {
        callbackUrl: options.callbackUrl(id),
        subscriptionId: id,
        verifier: options.verifier.issue(id),
        heartbeatIntervalMs: heartbeatMs,
      }),
      isIdempotent: false,
      timeoutMs: options.timeoutMs,
      maxReplyBytes: maxAnswerBytes,
      signal: AbortSignal.any([leaving.signal, AbortSignal.timeout(options.timeoutMs)]),
    });
    if (leaving.signal.aborted) return;
    const failure = findFailure(answer);
    if (failure) sink.fail(failure);
    else if (!wasChecked) lose('the subgraph accepted the subscription but does not call back');
  }

  ask().catch((cause: unknown) => {
    if (!leaving.signal.aborted) lose(describe(cause), cause);
  });
  return {
    id,
    receive(callback) {
      wasChecked = true;
      hear();
      if (callback.action === 'next') sink.next(callback.event);
      else if (callback.action === 'complete') {
        const errors = readErrors({ errors: callback.errors });
        if (errors.length > 0) sink.fail({ kind: 'refused', errors });
        else sink.complete();
      }
    },
    [Symbol.dispose]() {
      leaving.abort();
      clearTimeout(silence);
    },
  };
}

function writeBody({ query, variables }: UpstreamRequest, subscription: object): string {
  return JSON.stringify({ query, variables, extensions: { subscription } });
}

/** A subgraph that explains itself below 500 has refused; any other may be better at the next attempt. */
function findFailure({ status, body }: SubgraphHttpResponse): UpstreamFailure | undefined {
  const errors = readErrors(parseJson(body));
  if (errors.length > 0 && status < 500) return { kind: 'refused', errors };
  if (status >= 200 && status < 300) return undefined;
  const said = errors[0] ? `: ${errors[0].message}` : '';
  return { kind: 'lost', cause: new Error(`answered with HTTP status ${status}${said}`) };
}

function readErrors(reply: unknown): readonly Pick<ReplyError, 'message' | 'extensions'>[] {
  const errors = isRecord(reply) && Array.isArray(reply['errors']) ? reply['errors'] : [];
  return errors.map(readReplyError).map(({ message, extensions }) => ({ message, extensions }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
