import type { Deployment } from '../deployment.ts';
import { type IdentityName, principalId } from './identities.ts';

/** Who signs in to Redis. */
export const redisUsers: readonly IdentityName[] = [
  'gateway',
  'accounts',
  'activity',
  'alerts',
  'insights',
  'functions',
];

const cluster = 'Microsoft.Cache/redisEnterprise';
/** The SDK knows no version that has sign-in with Entra ID: https://learn.microsoft.com/azure/templates/microsoft.cache/redisenterprise */
const version = '2025-04-01';

/** Azure Managed Redis: caches, invalidations, the stream of alerts. Keys are off. */
export async function describeRedis(deployment: Deployment): Promise<void> {
  const { addPlain, inputs, names, size, tags } = deployment;
  addPlain({
    type: cluster,
    apiVersion: version,
    name: names.redis,
    location: inputs.location,
    tags,
    sku: { name: size.redis.sku },
    properties: {
      minimumTlsVersion: '1.2',
      highAvailability: size.redis.highAvailability,
      publicNetworkAccess: 'Disabled',
    },
  });
  addPlain({
    type: `${cluster}/databases`,
    apiVersion: version,
    name: `${names.redis}/default`,
    properties: {
      clientProtocol: 'Encrypted',
      port: 10_000,
      clusteringPolicy: 'OSSCluster',
      // Streams and stored documents are not to make room for cached answers, which expire by themselves.
      evictionPolicy: 'VolatileLRU',
      accessKeysAuthentication: 'Disabled',
    },
  });
  for (const name of redisUsers) {
    addPlain({
      type: `${cluster}/databases/accessPolicyAssignments`,
      apiVersion: version,
      name: `${names.redis}/default/${name}`,
      properties: { accessPolicyName: 'default', user: { objectId: principalId(deployment, name) } },
    });
  }
}
