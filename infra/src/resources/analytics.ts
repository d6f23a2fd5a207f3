import type { Deployment } from '../deployment.ts';

/** Where insights asks for gold. Fabric's endpoint is known to Fabric alone, Synapse's by its name. */
export const goldSqlServer = ({ arm, inputs, names, size }: Deployment): string =>
  arm.choose(
    arm.equals(size.analytics, 'synapse'),
    `${names.analytics}-ondemand.sql.azuresynapse.net`,
    inputs.goldSqlServer,
  );

/** Where the functions write what happened for analytics: Fabric's landing zone is known to Fabric alone, the lake's by its name. */
export const landingZone = ({ arm, inputs, names, size }: Deployment): string =>
  arm.choose(
    arm.equals(size.analytics, 'synapse'),
    `https://${names.lake}.dfs.core.windows.net/landing/insights`,
    inputs.mirrorLandingZone,
  );

/** The workspace itself, to which roles are given: https://learn.microsoft.com/azure/synapse-analytics/synapse-service-identity */
export const workspacePrincipalId = ({ arm, names }: Deployment): string =>
  arm.readWhole(
    arm.id('Microsoft.Synapse/workspaces', names.analytics),
    '2021-06-01',
    'identity.principalId',
  );

/** Where history is analysed, for who wants it: a Fabric capacity, or a Synapse workspace with serverless SQL and Spark. */
export async function describeAnalytics(deployment: Deployment): Promise<void> {
  describeFabric(deployment);
  const isSynapse = deployment.arm.equals(deployment.size.analytics, 'synapse');
  await describeLake(deployment, isSynapse);
  await describeSynapse(deployment, isSynapse);
}

function describeFabric({ addPlain, arm, inputs, names, size, tags }: Deployment): void {
  // No SDK has it: https://learn.microsoft.com/azure/templates/microsoft.fabric/capacities
  addPlain({
    type: 'Microsoft.Fabric/capacities',
    apiVersion: '2023-11-01',
    name: names.analytics,
    location: inputs.location,
    tags,
    condition: arm.equals(size.analytics, 'fabric'),
    sku: { name: size.fabricSku, tier: 'Fabric' },
    properties: { administration: { members: [inputs.administratorId] } },
  });
}

/** What the job definitions of analytics/deploy read and write: the mirror, what comes of it, and the jobs' own files. */
const containers = ['landing', 'lake', 'jobs'];

async function describeLake(deployment: Deployment, isSynapse: boolean): Promise<void> {
  const { add, clients, group, inputs, names, tags } = deployment;
  await add(
    () =>
      clients.storage.storageAccounts.create(group, names.lake, {
        location: inputs.location,
        tags,
        kind: 'StorageV2',
        sku: { name: 'Standard_ZRS' },
        isHnsEnabled: true,
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: 'TLS1_2',
        enableHttpsTrafficOnly: true,
        // Serverless SQL comes as the workspace itself, which Azure lets in where it has a role.
        networkRuleSet: { defaultAction: 'Deny', bypass: 'AzureServices' },
      }),
    isSynapse,
  );
  for (const container of containers) {
    await add(
      () => clients.storage.blobContainers.create(group, names.lake, container, { publicAccess: 'None' }),
      isSynapse,
    );
  }
}

async function describeSynapse(deployment: Deployment, isSynapse: boolean): Promise<void> {
  const { add, arm, clients, group, inputs, names, tags } = deployment;
  const { location } = inputs;
  await add(
    () =>
      clients.synapse.workspaces.beginCreateOrUpdateAndWait(group, names.analytics, {
        location,
        tags,
        identity: { type: 'SystemAssigned' },
        defaultDataLakeStorage: {
          accountUrl: `https://${names.lake}.dfs.core.windows.net`,
          filesystem: 'lake',
          resourceId: arm.id('Microsoft.Storage/storageAccounts', names.lake),
          // The pool's way out of the workspace's own network; the lake's owner approves it (docs/deploy.md).
          createManagedPrivateEndpoint: true,
        },
        azureADOnlyAuthentication: true,
        publicNetworkAccess: 'Disabled',
        managedVirtualNetwork: 'default',
        managedVirtualNetworkSettings: { preventDataExfiltration: true },
      }),
    isSynapse,
  );
  // analytics/deploy/synapse names it. A job takes three nodes for some minutes, and none are paid for between two.
  await add(
    () =>
      clients.synapse.bigDataPools.beginCreateOrUpdateAndWait(group, names.analytics, 'spark35', {
        location,
        tags,
        sparkVersion: '3.5',
        nodeSizeFamily: 'MemoryOptimized',
        nodeSize: 'Small',
        autoScale: { enabled: true, minNodeCount: 3, maxNodeCount: 6 },
        autoPause: { enabled: true, delayInMinutes: 15 },
        dynamicExecutorAllocation: { enabled: true, minExecutors: 1, maxExecutors: 4 },
        isComputeIsolationEnabled: false,
      }),
    isSynapse,
  );
}
