import type { SqlContainerResource } from '@azure/arm-cosmosdb';
import { alertsContainer, deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { defineContainer } from '@headgate/cosmos/define-container.ts';
import { toContainerDefinition } from '@headgate/cosmos/to-container-definition.ts';
import { activityContainer } from '../../../subgraphs/activity/src/activity-container.ts';
import type { Deployment } from '../deployment.ts';

export const cosmosDatabase = 'headgate';

/** Where the Functions host remembers how far it has read change feeds. */
const leasesContainer = defineContainer({ id: 'leases', partitionKey: ['/id'], indexing: { paths: [] } });

/** Activity and alerts. Keys are off, and only the network reaches it. */
export async function describeCosmos(deployment: Deployment): Promise<void> {
  const { add, clients, group, inputs, names, size, tags } = deployment;
  const { databaseAccounts, sqlResources } = clients.cosmos;
  const { location } = inputs;
  await add(() =>
    databaseAccounts.createOrUpdate(group, names.cosmos, {
      location,
      tags,
      kind: 'GlobalDocumentDB',
      databaseAccountOfferType: 'Standard',
      locations: [
        { locationName: location, failoverPriority: 0, isZoneRedundant: size.cosmos.zoneRedundant },
      ],
      consistencyPolicy: { defaultConsistencyLevel: 'Session' },
      backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: size.cosmos.backupTier } },
      disableLocalAuth: true,
      disableKeyBasedMetadataWriteAccess: true,
      publicNetworkAccess: 'Disabled',
      minimalTlsVersion: 'Tls12',
    }),
  );
  await add(() =>
    sqlResources.createUpdateSqlDatabase(group, names.cosmos, cosmosDatabase, {
      resource: { id: cosmosDatabase },
    }),
  );
  const containers = [
    activityContainer(size.activityRetentionDays),
    alertsContainer,
    deadLettersContainer,
    leasesContainer,
  ];
  for (const container of containers) {
    const resource = toContainerDefinition(container) as unknown as SqlContainerResource;
    await add(() =>
      sqlResources.createUpdateSqlContainer(group, names.cosmos, cosmosDatabase, container.id, {
        resource,
        options: { autoscaleSettings: { maxThroughput: size.cosmos.maxThroughput } },
      }),
    );
  }
}
