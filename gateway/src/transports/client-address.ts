import { type BlockList, isIP, isIPv6 } from 'node:net';

/** Whether an address is that of a proxy that is believed. */
export function isTrusted(address: string, proxies: BlockList): boolean {
  const plain = unmap(address);
  return isIP(plain) !== 0 && proxies.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/**
 * The address of a client that asks through trusted proxies: the last of `X-Forwarded-For` that is none of them.
 * Undefined for one that asks without a proxy, and when the header does not tell.
 */
export function findClientAddress(
  forwardedFor: string | readonly string[] | undefined,
  peer: string,
  proxies: BlockList,
): string | undefined {
  if (forwardedFor === undefined || !isTrusted(peer, proxies)) return undefined;
  const addresses = String(forwardedFor).split(',').toReversed();
  return addresses
    .map((address) => unmap(address.trim()))
    .find((address) => isIP(address) !== 0 && !isTrusted(address, proxies));
}

/** What counts as one client: an IPv4 address, or the /64 of an IPv6 address, which is what one customer has at least. */
export function groupAddress(address: string): string {
  const plain = unmap(address);
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

/** IPv4 in the form of IPv6, as a socket that listens on both says it. */
function unmap(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && address.includes('.') ? address.slice(7) : address;
}
