import { findPortOwner } from '@headgate/local-servers/ports/find-port-owner.ts';
import { isPortFree } from '@headgate/local-servers/ports/is-port-free.ts';

/** Every part of the local stack that listens, with the port it has unless told otherwise. */
export const defaultPorts = {
  gateway: 4000,
  accounts: 4001,
  activity: 4002,
  alerts: 4003,
  insights: 4004,
  analytics: 4005,
  identity: 4010,
  postgres: 5433,
  redis: 6380,
  cosmos: 8081,
  functions: 7071,
  push: 4020,
};

export type PartName = keyof typeof defaultPorts;
export type Ports = Readonly<Record<PartName, number>>;

/** One line for each port that somebody else has: whose it is, and how to choose another. Empty when all are free. */
export async function describeTakenPorts(ports: Partial<Ports>): Promise<string[]> {
  const lines = await Promise.all(
    Object.entries(ports).map(async ([part, port]) => {
      if (port === 0 || (await isPortFree(port))) return undefined;
      const owner = (await findPortOwner(port)) ?? 'another process';
      return `Port ${port}, for ${part}, is taken by ${owner}. Stop it, or choose another: npm start -- --${part}-port ${port + 100}`;
    }),
  );
  return lines.filter((line) => line !== undefined);
}
