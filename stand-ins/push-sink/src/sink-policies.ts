import type { AccessPolicy } from './protocol/verify-sas-token.ts';

/** The sink's connection strings by what their policy allows: to keep installations, to notify, to do everything. */
export type ConnectionStrings = Readonly<Record<'listen' | 'send' | 'full', string>>;

const policies = {
  full: {
    name: 'DefaultFullSharedAccessSignature',
    key: 'ZnVsbCBhY2Nlc3Mgb24gdGhpcyBtYWNoaW5l',
    rights: ['Manage'],
  },
  listen: {
    name: 'DefaultListenSharedAccessSignature',
    key: 'bGlzdGVuIG9uIHRoaXMgbWFjaGluZQ==',
    rights: ['Listen'],
  },
  send: { name: 'Send', key: 'c2VuZCBvbiB0aGlzIG1hY2hpbmU=', rights: ['Send'] },
} as const satisfies Record<keyof ConnectionStrings, AccessPolicy>;

/** Whoever knows their keys may notify devices that do not exist: no secrets. */
export const sinkPolicies: readonly AccessPolicy[] = Object.values(policies);

/** The connection strings of a sink at an address that ends with a slash. */
export function createConnectionStrings(url: string): ConnectionStrings {
  const write = ({ name, key }: AccessPolicy) =>
    `Endpoint=${url};SharedAccessKeyName=${name};SharedAccessKey=${key}`;
  return { full: write(policies.full), listen: write(policies.listen), send: write(policies.send) };
}
