import { isPortFree } from '@headgate/local-servers/ports/is-port-free.ts';

/** Below the ports that the operating system gives out by itself, so that nobody takes one between finding and use. */
const range = { first: 20_000, last: 32_000 };
let next = range.first + (process.pid % 1_000) * 12;

/** Finds TCP ports on loopback for programs that cannot choose their own. */
export async function findPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    if (next > range.last) next = range.first;
    if (await isPortFree(next)) ports.push(next);
    next += 1;
  }
  return ports;
}
