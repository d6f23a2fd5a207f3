import type { Deployment } from '../deployment.ts';
import { redisUrl } from '../outputs.ts';
import { landingZone } from './analytics.ts';
import { cosmosDatabase } from './cosmos.ts';
import { clientId, identityId } from './identities.ts';
import { insightsConnectionString } from './monitoring.ts';
import { subnetId } from './network.ts';

const deployments = 'deployments';

/** The functions on Flex Consumption: they cost what they run, and reach what keeps data through the network. */
export async function describeFunctions(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, names, size, tags } = deployment;
  const { location } = inputs;
  await add(() =>
    clients.storage.storageAccounts.create(group, names.storage, {
      location,
      tags,
      kind: 'StorageV2',
      sku: { name: size.functions.storageSku },
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      minimumTlsVersion: 'TLS1_2',
      enableHttpsTrafficOnly: true,
      publicNetworkAccess: 'Disabled',
      networkRuleSet: { defaultAction: 'Deny', bypass: 'None' },
    }),
  );
  await add(() =>
    clients.storage.blobContainers.create(group, names.storage, deployments, { publicAccess: 'None' }),
  );
  await add(() =>
    clients.web.appServicePlans.createOrUpdate(group, names.functions, {
      location,
      tags,
      kind: 'functionapp',
      sku: { name: 'FC1', tier: 'FlexConsumption' },
      reserved: true,
      zoneRedundant: size.functions.zoneRedundant,
    }),
  );
  const identity = identityId(deployment, 'functions');
  const secret = `https://${names.vault}.vault.azure.net/secrets/notification-hub-send`;
  const settings = {
    AzureWebJobsStorage__accountName: names.storage,
    AzureWebJobsStorage__credential: 'managedidentity',
    AzureWebJobsStorage__clientId: clientId(deployment, 'functions'),
    // Who DefaultAzureCredential is.
    AZURE_CLIENT_ID: clientId(deployment, 'functions'),
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString(deployment),
    COSMOS__accountEndpoint: `https://${names.cosmos}.documents.azure.com:443/`,
    COSMOS__credential: 'managedidentity',
    COSMOS__clientId: clientId(deployment, 'functions'),
    COSMOS_ENDPOINT: `https://${names.cosmos}.documents.azure.com:443/`,
    COSMOS_DATABASE: cosmosDatabase,
    REDIS_URL: redisUrl(deployment),
    REDIS_CLUSTER: 'true',
    REDIS_SIGN_IN: 'entra',
    // Accounts itself is reached inside the cluster alone; the gateway has the same fields.
    ACCOUNTS_URL: `https://${inputs.hostname}/graphql`,
    ACCOUNTS_SCOPE: `${inputs.audience}/.default`,
    NOTIFICATION_HUB_CONNECTION_STRING: `@Microsoft.KeyVault(SecretUri=${secret})`,
    MIRROR_LANDING_ZONE: landingZone(deployment),
    OTEL_SERVICE_NAME: 'functions',
  };
  await add(() =>
    clients.web.webApps.createOrUpdate(group, names.functions, {
      location,
      tags,
      kind: 'functionapp,linux',
      identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
      serverFarmId: arm.id('Microsoft.Web/serverfarms', names.functions),
      httpsOnly: true,
      virtualNetworkSubnetId: subnetId(deployment, 'functions'),
      outboundVnetRouting: { allTraffic: true },
      keyVaultReferenceIdentity: identity,
      siteConfig: {
        minTlsVersion: '1.2',
        ftpsState: 'Disabled',
        http20Enabled: true,
        appSettings: Object.entries(settings).map(([name, value]) => ({ name, value })),
      },
      functionAppConfig: {
        deployment: {
          storage: {
            type: 'blobContainer',
            value: `https://${names.storage}.blob.core.windows.net/${deployments}`,
            authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity },
          },
        },
        runtime: { name: 'node', version: '22' },
        scaleAndConcurrency: {
          instanceMemoryMB: size.functions.instanceMemoryMb,
          maximumInstanceCount: size.functions.maxInstances,
          alwaysReady: [{ name: 'function:evaluate-activity', instanceCount: size.functions.alwaysReady }],
        },
      },
    }),
  );
}
