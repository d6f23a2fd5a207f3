import { BlockList, isIPv4, isIPv6 } from 'node:net';
import { wholeNumber } from '@headgate/service/whole-number.ts';
import { z } from 'zod';
import { isUnixAddress, readUnixAddress } from '../values/unix-address.ts';

/** A timer of more milliseconds than these, 24 days, would go off at once. */
const maxTimerMs = 2 ** 31 - 1;

/** A whole number of milliseconds, from `min` to what a timer can wait. */
export function milliseconds(min = 1) {
  return wholeNumber(min, { what: 'a whole number of milliseconds' }).max(maxTimerMs, {
    error: `expected a whole number of milliseconds, at most ${maxTimerMs}`,
  });
}

/** A TCP port; 0 lets the operating system choose. */
export const portNumber = wholeNumber(0, { max: 65_535, what: 'a port, a whole number' });

export const toggle = z.boolean({ error: 'expected true or false' });

export const text = (what: string) => z.string({ error: `expected ${what}` });

/** Names of headers, which come out in lower case. */
export const headerNames = z
  .array(z.string(), { error: 'expected a list of names of headers' })
  .refine((names) => names.every((name) => /^[\w!#$%&'*+.^`|~-]+$/.test(name)), {
    error: 'expected names of headers such as authorization,x-tenant',
  })
  .transform((names) => names.map((name) => name.toLowerCase()));

const networksError = 'expected networks such as 10.0.0.0/8,fd00::/8';

/** Networks as `address/bits`, or single addresses. */
export const networks = z
  .array(z.string(), { error: networksError })
  .transform((parts, context): BlockList => {
    const list = new BlockList();
    for (const part of parts) {
      const [address = '', length = isIPv6(address) ? '128' : '32'] = part.split('/');
      const bits = Number(length);
      const maxBits = isIPv6(address) ? 128 : isIPv4(address) ? 32 : -1;
      if (!/^\d+$/.test(length) || bits > maxBits) {
        context.addIssue(networksError);
        return z.NEVER;
      }
      list.addSubnet(address, bits, maxBits === 128 ? 'ipv6' : 'ipv4');
    }
    return list;
  });

const address = (protocols: RegExp, error: string) =>
  z.url({ protocol: protocols, error }).superRefine((text, context) => {
    const problem = isUnixAddress(text) ? readUnixAddress(text).problem : undefined;
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

/** Where a subgraph takes requests. */
export const subgraphUrl = address(
  /^(https?|unix)$/,
  'expected a URL that begins with http:// or https://, or one such as unix:///run/accounts.sock',
);

/** Where a subgraph takes subscriptions. */
export const subgraphSocketUrl = address(
  /^(wss?|https?|unix)$/,
  'expected a WebSocket address such as wss://host/graphql, or unix:///run/alerts.sock',
);
