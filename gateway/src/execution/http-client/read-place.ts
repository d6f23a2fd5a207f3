import { isUnixAddress, readUnixAddress } from '../../values/unix-address.ts';

/** What a socket connects to. */
export type Target = { readonly host: string; readonly port: number } | { readonly path: string };

/** Where requests go. */
export interface Place {
  /** Names the server: places with the same one share connections. */
  readonly origin: string;
  readonly target: Target;
  readonly isSecure: boolean;
  /** What requests call the server. */
  readonly authority: string;
  /** Of requests, with the query. */
  readonly path: string;
}

export interface Places {
  /** Reads the address of a subgraph once. @throws TypeError for what is no address */
  find(address: string): Place | undefined;
}

/** Plugins may make addresses, and must not fill memory. */
const maxPlaces = 1_000;

export function createPlaces(): Places {
  const places = new Map<string, Place | undefined>();
  return {
    find(address) {
      const known = places.get(address);
      if (known || places.has(address)) return known;
      if (places.size >= maxPlaces) places.clear();
      const place = readPlace(address);
      places.set(address, place);
      return place;
    },
  };
}

/**
 * Reads the address of a subgraph; undefined for one with credentials, or of a protocol that is none of ours.
 * @throws TypeError for what is no address
 */
function readPlace(text: string): Place | undefined {
  if (isUnixAddress(text)) return readUnixPlace(text);
  const { protocol, origin, hostname, port, host, pathname, search, username, password } = new URL(text);
  const isSecure = protocol === 'https:';
  if ((protocol !== 'http:' && !isSecure) || username || password) return undefined;
  return {
    origin,
    target: {
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (isSecure ? 443 : 80) : Number(port),
    },
    isSecure,
    authority: host,
    path: pathname + search,
  };
}

function readUnixPlace(text: string): Place {
  const { address, problem } = readUnixAddress(text);
  if (!address) throw new TypeError(`"${text}" is no address of a subgraph: ${problem}`);
  const { socketPath, path } = address;
  return {
    origin: `unix:${socketPath}`,
    target: { path: socketPath },
    isSecure: false,
    // Servers want one, and there is no other: what curl sends, too.
    authority: 'localhost',
    path,
  };
}
