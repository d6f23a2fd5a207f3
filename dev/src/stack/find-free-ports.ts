import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';
import { defaultPorts, type PartName, type Ports } from './ports.ts';

/** A free port for every part of the stack, for a second one beside the first: tests run on these. */
export async function findFreePorts(): Promise<Ports> {
  const parts = Object.keys(defaultPorts) as PartName[];
  const entries = await Promise.all(parts.map(async (part) => [part, await findFreePort()] as const));
  return Object.fromEntries(entries) as Ports;
}
