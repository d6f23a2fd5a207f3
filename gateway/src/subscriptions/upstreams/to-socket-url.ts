import { isUnixAddress, readUnixAddress } from '../../values/unix-address.ts';

/**
 * Makes of a subgraph's address, or of that of its WebSocket, what `ws` connects to.
 * @throws Error for what is no address of a WebSocket: the library would take the process with it
 */
export function toSocketUrl(address: string): string {
  if (isUnixAddress(address)) return toUnixSocketUrl(address);
  const url = URL.parse(address.replace(/^http/i, 'ws'));
  if (url?.protocol !== 'ws:' && url?.protocol !== 'wss:')
    throw new Error(`"${address}" is no address of a WebSocket`);
  url.hash = '';
  return url.href;
}

/** Which ends the path of the socket at the first colon, and escapes what is none of a URL's: https://github.com/websockets/ws/blob/master/doc/ws.md#ipc-connections */
function toUnixSocketUrl(text: string): string {
  const { address, problem } = readUnixAddress(text);
  if (!address) throw new Error(`"${text}" is no address of a WebSocket: ${problem}`);
  const { socketPath, path } = address;
  if (new URL(`ws+unix:${socketPath}`).pathname !== socketPath || socketPath.includes(':'))
    throw new Error(
      `"${text}" is no address of a WebSocket: expected a path of a socket without colons and escapes, or a webSocketUrl for the subgraph`,
    );
  return `ws+unix:${socketPath}:${path}`;
}
