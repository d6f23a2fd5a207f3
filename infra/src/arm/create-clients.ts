import { WebSiteManagementClient } from '@azure/arm-appservice';
import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { ConsumptionManagementClient } from '@azure/arm-consumption';
import { ContainerRegistryManagementClient } from '@azure/arm-containerregistry';
import { ContainerServiceClient } from '@azure/arm-containerservice';
import { CosmosDBManagementClient } from '@azure/arm-cosmosdb';
import { KeyVaultManagementClient } from '@azure/arm-keyvault';
import { MonitorClient } from '@azure/arm-monitor';
import { ManagedServiceIdentityClient } from '@azure/arm-msi';
import { NetworkManagementClient } from '@azure/arm-network';
import { NotificationHubsManagementClient } from '@azure/arm-notificationhubs';
import { OperationalInsightsManagementClient } from '@azure/arm-operationalinsights';
import { PostgreSQLManagementFlexibleServerClient } from '@azure/arm-postgresql-flexible';
import { PrivateDnsManagementClient } from '@azure/arm-privatedns';
import { RedisEnterpriseManagementClient } from '@azure/arm-redisenterprisecache';
import { StorageManagementClient } from '@azure/arm-storage';
import { SynapseManagementClient } from '@azure/arm-synapse';
import type { Recorder } from './create-recorder.ts';

/** Nobody's subscription and sign-in: nothing is sent. */
const subscription = '00000000-0000-0000-0000-000000000000';
const credential = {
  getToken: async () => ({ token: 'none', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
};

export type Clients = ReturnType<typeof createClients>;

/** The official SDKs, with a client that records in place of the network. */
export function createClients({ options }: Recorder) {
  const settings = { ...options, retryOptions: { maxRetries: 0 } } as object;
  return {
    authorization: new AuthorizationManagementClient(credential, subscription, settings),
    cluster: new ContainerServiceClient(credential, subscription, settings),
    consumption: new ConsumptionManagementClient(credential, subscription, settings),
    cosmos: new CosmosDBManagementClient(credential, subscription, settings),
    dns: new PrivateDnsManagementClient(credential, subscription, settings),
    identity: new ManagedServiceIdentityClient(credential, subscription, settings),
    logs: new OperationalInsightsManagementClient(credential, subscription, settings),
    monitor: new MonitorClient(credential, subscription, settings),
    network: new NetworkManagementClient(credential, subscription, settings),
    notifications: new NotificationHubsManagementClient(credential, subscription, settings),
    postgres: new PostgreSQLManagementFlexibleServerClient(credential, subscription, settings),
    redis: new RedisEnterpriseManagementClient(credential, subscription, settings),
    registry: new ContainerRegistryManagementClient(credential, subscription, settings),
    storage: new StorageManagementClient(credential, subscription, settings),
    synapse: new SynapseManagementClient(credential, subscription, settings),
    vault: new KeyVaultManagementClient(credential, subscription, settings),
    web: new WebSiteManagementClient(credential, subscription, settings),
  };
}
