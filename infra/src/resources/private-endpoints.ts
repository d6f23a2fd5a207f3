import type { Deployment } from '../deployment.ts';
import { networkId, subnetId } from './network.ts';

interface PrivateService {
  readonly name: string;
  readonly type: string;
  readonly resource: (deployment: Deployment) => string;
  /** @see https://learn.microsoft.com/azure/private-link/private-endpoint-overview#private-link-resource */
  readonly part: string;
  /** @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns */
  readonly zone: string;
  /** Default: always. */
  readonly when?: (deployment: Deployment) => boolean;
}

function hasSynapse({ arm, size }: Deployment): boolean {
  return arm.equals(size.analytics, 'synapse');
}

const services: readonly PrivateService[] = [
  {
    name: 'postgres',
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    resource: ({ names }) => names.postgres,
    part: 'postgresqlServer',
    zone: 'privatelink.postgres.database.azure.com',
  },
  {
    name: 'postgres-replica',
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    resource: ({ names }) => `${names.postgres}-replica`,
    part: 'postgresqlServer',
    zone: 'privatelink.postgres.database.azure.com',
    when: ({ size }) => size.postgres.readReplica,
  },
  {
    name: 'cosmos',
    type: 'Microsoft.DocumentDB/databaseAccounts',
    resource: ({ names }) => names.cosmos,
    part: 'Sql',
    zone: 'privatelink.documents.azure.com',
  },
  {
    name: 'redis',
    type: 'Microsoft.Cache/redisEnterprise',
    resource: ({ names }) => names.redis,
    part: 'redisEnterprise',
    zone: 'privatelink.redis.azure.net',
  },
  {
    name: 'vault',
    type: 'Microsoft.KeyVault/vaults',
    resource: ({ names }) => names.vault,
    part: 'vault',
    zone: 'privatelink.vaultcore.azure.net',
  },
  {
    name: 'storage',
    type: 'Microsoft.Storage/storageAccounts',
    resource: ({ names }) => names.storage,
    part: 'blob',
    zone: 'privatelink.blob.core.windows.net',
  },
  {
    name: 'gold',
    type: 'Microsoft.Synapse/workspaces',
    resource: ({ names }) => names.analytics,
    part: 'SqlOnDemand',
    zone: 'privatelink.sql.azuresynapse.net',
    when: hasSynapse,
  },
  {
    name: 'lake',
    type: 'Microsoft.Storage/storageAccounts',
    resource: ({ names }) => names.lake,
    part: 'dfs',
    zone: 'privatelink.dfs.core.windows.net',
    when: hasSynapse,
  },
  {
    name: 'lake-blobs',
    type: 'Microsoft.Storage/storageAccounts',
    resource: ({ names }) => names.lake,
    part: 'blob',
    zone: 'privatelink.blob.core.windows.net',
    when: hasSynapse,
  },
];

/** Lets what keeps data be reached from the network alone, by its usual name. */
export async function describePrivateEndpoints(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, tags } = deployment;
  const { privateZones, virtualNetworkLinks } = clients.dns;
  const { privateEndpoints, privateDnsZoneGroups } = clients.network;
  for (const zone of new Set(services.map((service) => service.zone))) {
    await add(() => privateZones.createOrUpdate(group, zone, { location: 'global', tags }));
    await add(() =>
      virtualNetworkLinks.createOrUpdate(group, zone, 'network', {
        location: 'global',
        tags,
        registrationEnabled: false,
        virtualNetwork: { id: networkId(deployment) },
      }),
    );
  }
  for (const { name, type, resource, part, zone, when } of services) {
    const condition = when?.(deployment);
    const target = resource(deployment);
    await add(
      () =>
        privateEndpoints.createOrUpdate(group, name, {
          location: inputs.location,
          tags,
          subnet: { id: subnetId(deployment, 'data') },
          privateLinkServiceConnections: [
            { name, privateLinkServiceId: arm.id(type, target), groupIds: [part] },
          ],
        }),
      condition,
    );
    const zoneId = arm.id('Microsoft.Network/privateDnsZones', zone);
    await add(
      () =>
        privateDnsZoneGroups.createOrUpdate(group, name, 'default', {
          privateDnsZoneConfigs: [{ name: 'default', privateDnsZoneId: zoneId }],
        }),
      condition,
    );
  }
}
