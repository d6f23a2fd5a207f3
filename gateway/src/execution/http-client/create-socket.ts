import { connect, type OnReadOpts, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Place } from './read-place.ts';

export interface SocketOptions {
  /** What is offered by ALPN, the best first (https://www.rfc-editor.org/rfc/rfc7301). */
  readonly protocols: readonly string[];
  /** Where bytes go as they come. Default: they are told by events. */
  readonly onread?: OnReadOpts;
  /** Of an earlier connection, whose handshake need not be done in full again. */
  readonly tlsSession?: Buffer | undefined;
}

/** Begins to connect to a server, with TLS where its address says so. */
export function createSocket(
  { target, isSecure }: Pick<Place, 'target' | 'isSecure'>,
  { protocols, onread, tlsSession }: SocketOptions,
): { readonly socket: Socket; readonly tls: TLSSocket | undefined } {
  const options = { ...target, ...(onread && { onread }) };
  const tls = isSecure
    ? connectTls({ ...options, ALPNProtocols: [...protocols], ...(tlsSession && { session: tlsSession }) })
    : undefined;
  const socket = tls ?? connect(options);
  socket.setNoDelay(true).setKeepAlive(true, 60_000);
  return { socket, tls };
}
