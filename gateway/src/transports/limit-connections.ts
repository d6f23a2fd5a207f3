import type { IncomingHttpHeaders, Server } from 'node:http';
import type { BlockList, Socket } from 'node:net';
import { findClientAddress, groupAddress, isTrusted } from './client-address.ts';

export interface ConnectionLimits {
  /** How many connections may be open at a time, of all clients. */
  readonly total: number;
  /** How many of them one address may have, and how many WebSockets through proxies. */
  readonly perAddress: number;
  /** Proxies, whose own connections are not counted by address, and who say for whom they ask in `X-Forwarded-For`. */
  readonly trustedProxies: BlockList;
}

/** Counts the WebSockets that come through proxies; others count as connections. */
export interface SocketAdmission {
  /** Counts it until its socket is closed; false when its client has as many as it may. */
  enter(request: { readonly headers: IncomingHttpHeaders; readonly socket: Socket }): boolean;
}

const refusal =
  'HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';

/** Refuses connections beyond the limits before a byte of them is read: each costs memory, whatever it asks for. */
export function limitConnections(
  server: Server,
  { total, perAddress, trustedProxies }: ConnectionLimits,
  onRefused: (details: { readonly address: string | undefined; readonly open: number }) => void,
): SocketAdmission {
  const places = countPlaces(perAddress);
  let open = 0;
  const leave = () => {
    open -= 1;
  };

  server.prependListener('connection', (socket: Socket) => {
    const { remoteAddress: address = '' } = socket;
    const isAdmitted = open < total && (isTrusted(address, trustedProxies) || places.take(socket, address));
    if (!isAdmitted) {
      onRefused({ address, open });
      socket.end(refusal, () => socket.destroy());
      return;
    }
    open += 1;
    socket.on('close', leave);
  });
  return {
    enter({ headers, socket }) {
      const address = findClientAddress(
        headers['x-forwarded-for'],
        socket.remoteAddress ?? '',
        trustedProxies,
      );
      if (address === undefined || places.take(socket, address)) return true;
      onRefused({ address, open });
      return false;
    },
  };
}

/** Counts what each address has. All sockets share a listener: closures of their own would weigh as much as half of ws. */
function countPlaces(perAddress: number) {
  const counts = new Map<string, number>();
  const groups = new Map<Socket, string>();

  function leave(this: Socket): void {
    const group = groups.get(this) ?? '';
    groups.delete(this);
    const left = (counts.get(group) ?? 1) - 1;
    if (left > 0) counts.set(group, left);
    else counts.delete(group);
  }

  return {
    /** Takes a place until the socket is closed; false when the address has as many as it may. */
    take(socket: Socket, address: string): boolean {
      const group = groupAddress(address);
      const count = counts.get(group) ?? 0;
      if (count >= perAddress) return false;
      counts.set(group, count + 1);
      groups.set(socket, group);
      socket.on('close', leave);
      return true;
    },
  };
}

/** How often it is told at most that clients were refused, in milliseconds. */
const reportMs = 10_000;

/** What knows of refusals. */
export interface RefusalReport {
  readonly report: Parameters<typeof limitConnections>[2];
  /** How many there have been. */
  readonly count: number;
}

/** Makes what counts refusals and logs them: a line for many of them. */
export function createReportRefusals(logger: {
  warn(details: object, message: string): void;
}): RefusalReport {
  let reportedMs = -Infinity;
  let refused = 0;
  let count = 0;
  const report: RefusalReport['report'] = ({ address, open }) => {
    refused += 1;
    count += 1;
    if (performance.now() - reportedMs < reportMs) return;
    logger.warn({ address, open, refused }, 'connections are refused: there are as many as may be');
    reportedMs = performance.now();
    refused = 0;
  };
  return {
    report,
    get count() {
      return count;
    },
  };
}
