/** Where a server listens on a Unix socket, and what requests there ask for. */
export interface UnixAddress {
  /** The socket's file. */
  readonly socketPath: string;
  /** Of the HTTP request, with its query. */
  readonly path: string;
}

/** The address as it was read, or what was expected in its place. */
export type ReadUnixAddress =
  | { readonly address: UnixAddress; readonly problem?: undefined }
  | { readonly address?: undefined; readonly problem: string };

/** What the kernel has room for, beside the byte that ends it: https://man7.org/linux/man-pages/man7/unix.7.html */
const maxSocketPathBytes = 107;

/** Whether an address is one of a Unix socket, right or wrong. */
export function isUnixAddress(text: string): boolean {
  return /^unix:/i.test(text);
}

/** Reads `unix:///run/accounts.sock?path=/graphql`; without `path`, requests are for `/`. */
export function readUnixAddress(text: string): ReadUnixAddress {
  const url = URL.parse(text);
  if (!url || !isUnixAddress(text))
    return { problem: 'expected an address such as unix:///run/accounts.sock' };
  if (url.host !== '') return { problem: 'expected unix:/// and an absolute path: a socket has no host' };
  const socketPath = decode(url.pathname);
  if (!socketPath?.startsWith('/') || socketPath.endsWith('/') || socketPath.includes('\0'))
    return { problem: 'expected unix:// and the absolute path of a socket' };
  if (Buffer.byteLength(socketPath) > maxSocketPathBytes)
    return { problem: `expected a path of a socket of at most ${maxSocketPathBytes} bytes` };
  const { path = '/', ...others } = Object.fromEntries(url.searchParams);
  if (url.hash !== '' || Object.keys(others).length > 0 || url.searchParams.size > 1 || !path.startsWith('/'))
    return { problem: 'expected nothing after the path of the socket but ?path=/ and the path of requests' };
  const { pathname, search } = new URL(`http://localhost${path}`);
  return { address: { socketPath, path: pathname + search } };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
