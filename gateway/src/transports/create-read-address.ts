import type { IncomingHttpHeaders } from 'node:http';
import type { BlockList, Socket } from 'node:net';
import { findClientAddress, groupAddress } from './client-address.ts';

/** Reads what counts as the address of who asks. */
export type ReadAddress = (request: {
  readonly headers: IncomingHttpHeaders;
  readonly socket: Pick<Socket, 'remoteAddress'>;
}) => string;

/** Creates a reader of addresses that believes `X-Forwarded-For` of trusted proxies alone. */
export function createReadAddress(trustedProxies: BlockList): ReadAddress {
  return ({ headers, socket: { remoteAddress = '' } }) =>
    groupAddress(
      findClientAddress(headers['x-forwarded-for'], remoteAddress, trustedProxies) ?? remoteAddress,
    );
}
