import type { Resource } from '../arm/resource.ts';

/** What the types of the SDKs cannot say: a value of an open list, a range, the form of a name. */
export interface Rule {
  readonly type: string;
  /** A path into the resource, such as `properties.version`; `[]` stands for each entry of a list, `name` for its name. */
  readonly path: string;
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
  /** Whether it may be left out. Default: no. */
  readonly optional?: boolean;
}

const oneOf = (...values: readonly unknown[]) => ({
  expected: values.join(', '),
  holds: (value: unknown) => values.includes(value),
});
const between = (from: number, to: number) => ({
  expected: `a whole number from ${from} to ${to}`,
  holds: (value: unknown) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to,
});
const matching = (pattern: RegExp, expected: string) => ({
  expected,
  holds: (value: unknown) => typeof value === 'string' && pattern.test(value),
});
const is = (wanted: unknown) => ({
  expected: JSON.stringify(wanted),
  holds: (value: unknown) => value === wanted,
});

const cluster = 'Microsoft.ContainerService/managedClusters';
const postgres = 'Microsoft.DBforPostgreSQL/flexibleServers';
const cosmos = 'Microsoft.DocumentDB/databaseAccounts';
const redis = 'Microsoft.Cache/redisEnterprise';
const storage = 'Microsoft.Storage/storageAccounts';
const vault = 'Microsoft.KeyVault/vaults';
const site = 'Microsoft.Web/sites';
const registry = 'Microsoft.ContainerRegistry/registries';
const logs = 'Microsoft.OperationalInsights/workspaces';

/** Names: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
export const rules: readonly Rule[] = [
  {
    type: cluster,
    path: 'name',
    ...matching(/^[a-z0-9]([\w-]{0,61}[a-z0-9])?$/i, '1 to 63 letters, digits, - and _'),
  },
  { type: cluster, path: 'sku.name', ...is('Automatic') },
  { type: cluster, path: 'sku.tier', ...oneOf('Standard', 'Premium') },
  {
    type: cluster,
    path: 'properties.agentPoolProfiles[].name',
    ...matching(/^[a-z][a-z0-9]{0,11}$/, 'up to 12 small letters and digits'),
  },
  { type: cluster, path: 'properties.agentPoolProfiles[].mode', ...oneOf('System', 'User') },
  { type: cluster, path: 'properties.agentPoolProfiles[].count', ...between(1, 1_000) },
  { type: cluster, path: 'properties.agentPoolProfiles[].availabilityZones[]', ...oneOf('1', '2', '3') },
  { type: cluster, path: 'properties.disableLocalAccounts', ...is(true) },
  { type: cluster, path: 'properties.oidcIssuerProfile.enabled', ...is(true) },
  { type: cluster, path: 'properties.securityProfile.workloadIdentity.enabled', ...is(true) },
  { type: cluster, path: 'properties.networkProfile.networkDataplane', ...oneOf('azure', 'cilium') },
  {
    type: cluster,
    path: 'properties.networkProfile.outboundType',
    ...oneOf('loadBalancer', 'userDefinedRouting', 'managedNATGateway', 'userAssignedNATGateway'),
  },
  {
    type: cluster,
    path: 'properties.ingressProfile.gatewayAPI.installation',
    ...oneOf('Disabled', 'Standard'),
  },
  {
    type: cluster,
    path: 'properties.ingressProfile.webAppRouting.gatewayAPIImplementations.appRoutingIstio.mode',
    ...oneOf('Enabled', 'Disabled'),
  },
  {
    type: cluster,
    path: 'properties.autoUpgradeProfile.upgradeChannel',
    ...oneOf('rapid', 'stable', 'patch', 'node-image'),
  },
  {
    type: cluster,
    path: 'properties.autoUpgradeProfile.nodeOSUpgradeChannel',
    ...oneOf('NodeImage', 'SecurityPatch'),
  },
  { type: registry, path: 'name', ...matching(/^[a-z0-9]{5,50}$/i, '5 to 50 letters and digits') },
  { type: registry, path: 'sku.name', ...oneOf('Basic', 'Standard', 'Premium') },
  { type: registry, path: 'properties.adminUserEnabled', ...is(false) },
  { type: registry, path: 'properties.anonymousPullEnabled', ...is(false) },
  {
    type: postgres,
    path: 'name',
    ...matching(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, '3 to 63 small letters, digits and -'),
  },
  { type: postgres, path: 'properties.version', optional: true, ...oneOf('16', '17', '18') },
  {
    type: postgres,
    path: 'sku.name',
    optional: true,
    ...matching(/^Standard_(B\d+m?s(_v2)?|[DE]\d+a?ds_v[456])$/, 'a size such as Standard_D4ds_v5'),
  },
  {
    type: postgres,
    path: 'sku.tier',
    optional: true,
    ...oneOf('Burstable', 'GeneralPurpose', 'MemoryOptimized'),
  },
  {
    type: postgres,
    path: 'properties.storage.storageSizeGB',
    optional: true,
    ...oneOf(32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_192, 16_384),
  },
  { type: postgres, path: 'properties.storage.autoGrow', optional: true, ...oneOf('Enabled', 'Disabled') },
  { type: postgres, path: 'properties.backup.backupRetentionDays', optional: true, ...between(7, 35) },
  {
    type: postgres,
    path: 'properties.backup.geoRedundantBackup',
    optional: true,
    ...oneOf('Enabled', 'Disabled'),
  },
  {
    type: postgres,
    path: 'properties.highAvailability.mode',
    optional: true,
    ...oneOf('Disabled', 'SameZone', 'ZoneRedundant'),
  },
  { type: postgres, path: 'properties.authConfig.activeDirectoryAuth', optional: true, ...is('Enabled') },
  { type: postgres, path: 'properties.authConfig.passwordAuth', optional: true, ...is('Disabled') },
  { type: postgres, path: 'properties.network.publicNetworkAccess', ...is('Disabled') },
  { type: postgres, path: 'properties.maintenanceWindow.dayOfWeek', optional: true, ...between(0, 6) },
  { type: postgres, path: 'properties.maintenanceWindow.startHour', optional: true, ...between(0, 23) },
  {
    type: cosmos,
    path: 'name',
    ...matching(/^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/, '3 to 44 small letters, digits and -'),
  },
  {
    type: cosmos,
    path: 'properties.consistencyPolicy.defaultConsistencyLevel',
    ...oneOf('Session', 'Strong', 'BoundedStaleness'),
  },
  { type: cosmos, path: 'properties.backupPolicy.type', ...is('Continuous') },
  {
    type: cosmos,
    path: 'properties.backupPolicy.continuousModeProperties.tier',
    ...oneOf('Continuous7Days', 'Continuous30Days'),
  },
  { type: cosmos, path: 'properties.disableLocalAuth', ...is(true) },
  { type: cosmos, path: 'properties.publicNetworkAccess', ...is('Disabled') },
  { type: cosmos, path: 'properties.minimalTlsVersion', ...is('Tls12') },
  {
    type: `${cosmos}/sqlDatabases/containers`,
    path: 'properties.options.autoscaleSettings.maxThroughput',
    expected: 'request units a second from 1,000, in thousands',
    holds: (value) => Number.isInteger(value) && Number(value) >= 1_000 && Number(value) % 1_000 === 0,
  },
  {
    type: redis,
    path: 'name',
    ...matching(/^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/i, 'up to 60 letters, digits and -'),
  },
  {
    type: redis,
    path: 'sku.name',
    ...matching(/^(Balanced_B|MemoryOptimized_M|ComputeOptimized_X)\d+$/, 'a size such as Balanced_B5'),
  },
  { type: redis, path: 'properties.minimumTlsVersion', ...is('1.2') },
  { type: redis, path: 'properties.highAvailability', ...oneOf('Enabled', 'Disabled') },
  { type: redis, path: 'properties.publicNetworkAccess', ...is('Disabled') },
  { type: `${redis}/databases`, path: 'properties.clientProtocol', ...is('Encrypted') },
  {
    type: `${redis}/databases`,
    path: 'properties.clusteringPolicy',
    ...oneOf('OSSCluster', 'EnterpriseCluster', 'NoCluster'),
  },
  {
    type: `${redis}/databases`,
    path: 'properties.evictionPolicy',
    ...oneOf('VolatileLRU', 'VolatileLFU', 'VolatileTTL', 'NoEviction'),
  },
  { type: `${redis}/databases`, path: 'properties.accessKeysAuthentication', ...is('Disabled') },
  { type: storage, path: 'name', ...matching(/^[a-z0-9]{3,24}$/, '3 to 24 small letters and digits') },
  { type: storage, path: 'sku.name', ...oneOf('Standard_LRS', 'Standard_ZRS', 'Standard_GZRS') },
  { type: storage, path: 'properties.allowSharedKeyAccess', ...is(false) },
  { type: storage, path: 'properties.allowBlobPublicAccess', ...is(false) },
  { type: storage, path: 'properties.minimumTlsVersion', ...is('TLS1_2') },
  {
    type: vault,
    path: 'name',
    ...matching(/^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/i, '3 to 24 letters, digits and single -'),
  },
  { type: vault, path: 'properties.enableRbacAuthorization', ...is(true) },
  { type: vault, path: 'properties.enablePurgeProtection', ...is(true) },
  { type: vault, path: 'properties.softDeleteRetentionInDays', ...between(7, 90) },
  { type: vault, path: 'properties.publicNetworkAccess', ...is('Disabled') },
  {
    type: site,
    path: 'name',
    ...matching(/^[a-z0-9][a-z0-9-]{0,58}[a-z0-9]$/i, '2 to 60 letters, digits and -'),
  },
  { type: site, path: 'properties.httpsOnly', ...is(true) },
  { type: site, path: 'properties.siteConfig.minTlsVersion', ...oneOf('1.2', '1.3') },
  { type: site, path: 'properties.functionAppConfig.runtime.version', ...oneOf('20', '22') },
  {
    type: site,
    path: 'properties.functionAppConfig.scaleAndConcurrency.instanceMemoryMB',
    ...oneOf(512, 2_048, 4_096),
  },
  {
    type: site,
    path: 'properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount',
    ...between(1, 1_000),
  },
  {
    type: 'Microsoft.NotificationHubs/namespaces',
    path: 'name',
    ...matching(/^[a-z][a-z0-9-]{4,48}[a-z0-9]$/i, '6 to 50 letters, digits and -'),
  },
  { type: 'Microsoft.NotificationHubs/namespaces', path: 'sku.name', ...oneOf('Free', 'Basic', 'Standard') },
  {
    type: logs,
    path: 'name',
    ...matching(/^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/i, '4 to 63 letters, digits and -'),
  },
  { type: logs, path: 'properties.retentionInDays', ...between(30, 730) },
  { type: logs, path: 'properties.workspaceCapping.dailyQuotaGb', ...between(1, 10_000) },
  {
    type: 'Microsoft.Network/virtualNetworks',
    path: 'properties.addressSpace.addressPrefixes[]',
    ...matching(
      /^10\.(?!24[0-9]|25[0-5])\d{1,3}\.0\.0\/16$/,
      '10.x.0.0/16 beside the pods’ and services’ ranges',
    ),
  },
  { type: 'Microsoft.Consumption/budgets', path: 'properties.amount', ...between(1, 1_000_000) },
  {
    type: 'Microsoft.Consumption/budgets',
    path: 'properties.timePeriod.startDate',
    ...matching(/^20\d\d-(0[1-9]|1[0-2])-01$/, 'the first of a month, such as 2026-12-01'),
  },
  {
    type: 'Microsoft.Fabric/capacities',
    path: 'sku.name',
    ...matching(/^F(2|4|8|16|32|64|128|256|512|1024|2048)$/, 'a size such as F8'),
  },
];

/** What depends on more than one value. */
export const relations: readonly {
  readonly expected: string;
  readonly holds: (resources: readonly Resource[]) => boolean;
}[] = [
  {
    expected: 'a burstable PostgreSQL has no high availability: highAvailability Disabled, or another tier',
    holds: (resources) =>
      resources
        .filter(({ type }) => type === postgres)
        .every(
          (server) =>
            read(server, 'sku.tier') !== 'Burstable' ||
            read(server, 'properties.highAvailability.mode') === 'Disabled',
        ),
  },
  {
    expected: 'what keeps data has a private endpoint, since it is reached by no other way',
    holds: (resources) => {
      const reached = JSON.stringify(
        resources.filter(({ type }) => type === 'Microsoft.Network/privateEndpoints'),
      );
      return resources
        .filter(
          (one) =>
            read(one, 'properties.publicNetworkAccess') === 'Disabled' && !/Synapse|Web/.test(one.type),
        )
        .every(({ type, name }) => reached.includes(`${type.split('/')[1]}/${name}`));
    },
  },
];

/** The value at a path without lists; undefined where there is none. */
export function read(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((one, key) => (one as Record<string, unknown> | undefined)?.[key], value);
}
