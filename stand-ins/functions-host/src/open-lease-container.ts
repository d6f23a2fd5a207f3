import type { Container, CosmosClient } from '@azure/cosmos';
import type { CosmosTriggerSettings } from './cosmos-trigger-settings.ts';

/** Opens the container that a trigger keeps its leases in; makes it where the trigger asks for that. */
export async function openLeaseContainer(
  client: CosmosClient,
  settings: CosmosTriggerSettings,
): Promise<Container> {
  const { leaseContainerName: id } = settings;
  const database = client.database(settings.leaseDatabaseName ?? settings.databaseName);
  if (!settings.createLeaseContainerIfNotExists) return database.container(id);
  const { container } = await database.containers.createIfNotExists({
    id,
    partitionKey: { paths: ['/id'] },
  });
  return container;
}
