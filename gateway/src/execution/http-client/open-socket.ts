import type { Socket } from 'node:net';
import { createSocket } from './create-socket.ts';
import type { Place } from './read-place.ts';

export interface OpenedSocket {
  readonly socket: Socket;
  /** What the server has chosen by ALPN; undefined without TLS. */
  readonly protocol: string | undefined;
}

/** How long a connection may take to be made, in milliseconds. */
const connectMs = 10_000;

/** Connects to a server, with TLS where its address says so. Rejects with what went wrong. */
export function openSocket(
  place: Pick<Place, 'target' | 'isSecure'>,
  protocols: readonly string[],
): Promise<OpenedSocket> {
  return new Promise((resolve, reject) => {
    const { socket, tls } = createSocket(place, { protocols });
    const timer = setTimeout(
      () => socket.destroy(new Error('The connection was not made in time.')),
      connectMs,
    );
    const fail = (error?: Error) => {
      clearTimeout(timer);
      reject(error ?? new Error('The connection ended before it was made.'));
    };
    socket
      .once('error', fail)
      .once('close', fail)
      .once(tls ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        socket.off('error', fail).off('close', fail);
        resolve({ socket, protocol: tls ? tls.alpnProtocol || 'http/1.1' : undefined });
      });
  });
}
