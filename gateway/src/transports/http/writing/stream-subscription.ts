import type { ServerResponse } from 'node:http';
import type { ReadySubscription } from '../../../subscriptions/ready-subscription.ts';
import type { LiveClient, LiveClients } from '../../live-clients.ts';
import { maxWaitingBytes } from '../../max-waiting-bytes.ts';
import type { StreamFormat } from './stream-format.ts';

export interface StreamOptions {
  /** How many events may be written that a client has not taken; one that takes no more is cut off. */
  readonly maxWaitingEvents: number;
  /** How long a stream may be silent. */
  readonly keepAliveMs: number;
  readonly clients: LiveClients;
}

/** Writes the head of a stream; nothing on the way may keep, change or hold back what follows. */
export function beginStream(response: ServerResponse, format: StreamFormat): void {
  response.writeHead(200, {
    'content-type': format.contentType,
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
}

/** After so many heartbeats' time in which a client takes nothing of what was written, it is taken for dead. */
const patience = 6;

/** Writes the events of a subscription into a response, until either side ends it. */
export function streamSubscription(
  response: ServerResponse,
  subscription: ReadySubscription,
  { format, maxWaitingEvents, keepAliveMs, clients }: StreamOptions & { readonly format: StreamFormat },
): void {
  const { socket } = response.req;
  let waiting = 0;
  let stalled = 0;
  const sent = () => {
    waiting -= 1;
    stalled = 0;
  };
  function write(piece: string | Buffer): void {
    waiting += 1;
    if (waiting > maxWaitingEvents || response.writableLength > maxWaitingBytes) cut();
    else response.write(piece, sent);
  }
  const client: LiveClient = {
    transport: format.transport,
    countWaiting: () => waiting,
    dismiss() {
      subscription[Symbol.dispose]();
      response.end(format.dismissal);
    },
  };
  const heartbeat = setInterval(
    () => {
      if (waiting === 0) write(format.heartbeat);
      else if (++stalled >= patience) cut();
    },
    Math.min(format.heartbeatMs, keepAliveMs),
  );
  clients.enter(client);
  function leave(): void {
    clearInterval(heartbeat);
    socket.off('close', leave);
    subscription[Symbol.dispose]();
    clients.leave(client);
  }
  function cut(): void {
    leave();
    response.destroy();
  }
  response.once('close', leave);
  // A response that waits behind another one does not hear of the end of their connection.
  socket.once('close', leave);
  beginStream(response, format);
  write(format.opening);
  subscription.start({
    next: (event) => write(format.event(event)),
    fail: ({ errors }) => response.end(format.failure(errors) + format.ending),
    complete: () => response.end(format.ending),
  });
}
