import type { Deployment } from './deployment.ts';
import { goldSqlServer } from './resources/analytics.ts';
import { cosmosDatabase } from './resources/cosmos.ts';
import { clientId, principalId } from './resources/identities.ts';
import { insightsConnectionString, prometheusEndpoint } from './resources/monitoring.ts';
import { dataSubnetRange } from './resources/network.ts';
import { databaseName } from './resources/postgres.ts';

/** Azure Managed Redis's host names hold the region. */
export const redisUrl = ({ arm, names }: Deployment): string => {
  const host = arm.read(arm.id('Microsoft.Cache/redisEnterprise', names.redis), '2025-04-01', 'hostName');
  return `rediss://${host}:10000`;
};

/** What the cluster's manifests are told: each variable of an overlay's azure.env. None of it is a secret. */
export function listManifestValues(deployment: Deployment): Record<string, string> {
  const { arm, inputs, names } = deployment;
  const tenant = arm.text('tenant().tenantId');
  const postgres = `${names.postgres}.postgres.database.azure.com:5432/${databaseName}?sslmode=verify-full`;
  return {
    HOSTNAME: inputs.hostname,
    CORS_ORIGINS: inputs.corsOrigins,
    REDIS_URL: redisUrl(deployment),
    COSMOS_ENDPOINT: `https://${names.cosmos}.documents.azure.com:443/`,
    COSMOS_DATABASE: cosmosDatabase,
    GOLD_SQL_SERVER: goldSqlServer(deployment),
    GOLD_SQL_DATABASE: inputs.goldSqlDatabase,
    DATABASE_URL: `postgresql://accounts@${postgres}`,
    MIGRATIONS_DATABASE_URL: `postgresql://accounts-migrations@${postgres}`,
    OIDC_ISSUER: `https://login.microsoftonline.com/${tenant}/v2.0`,
    OIDC_AUDIENCE: inputs.audience,
    OIDC_JWKS_URL: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
    SESSION_CLIENT_ID: inputs.sessionClientId,
    SESSION_PUBLIC_URL: `https://${inputs.hostname}`,
    SESSION_SCOPE: `openid profile offline_access ${inputs.audience}/.default`,
    APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString(deployment),
    PROMETHEUS_ENDPOINT: prometheusEndpoint(deployment),
    DATA_SUBNET: dataSubnetRange(deployment),
    GATEWAY_CLIENT_ID: clientId(deployment, 'gateway'),
    ACCOUNTS_CLIENT_ID: clientId(deployment, 'accounts'),
    ACCOUNTS_PRINCIPAL_ID: principalId(deployment, 'accounts'),
    MIGRATIONS_CLIENT_ID: clientId(deployment, 'accounts-migrations'),
    ACTIVITY_CLIENT_ID: clientId(deployment, 'activity'),
    ALERTS_CLIENT_ID: clientId(deployment, 'alerts'),
    INSIGHTS_CLIENT_ID: clientId(deployment, 'insights'),
    FUNCTIONS_CLIENT_ID: clientId(deployment, 'functions'),
    SCALER_CLIENT_ID: clientId(deployment, 'scaler'),
    CERTIFICATES_CLIENT_ID: clientId(deployment, 'certificates'),
    KEY_VAULT_NAME: names.vault,
    TENANT_ID: tenant,
    CERTIFICATE_URI: `https://${names.vault}.vault.azure.net/certificates/gateway`,
    FUNCTIONS_URL: `https://${names.functions}.azurewebsites.net`,
    FUNCTIONS_STORAGE_ACCOUNT: names.storage,
    REGISTRY: `${names.registry}.azurecr.io`,
    DEPLOYERS_GROUP_ID: inputs.deployersGroupId,
    READERS_GROUP_ID: inputs.readersGroupId,
  };
}

/** What those who deploy are told beside. */
export function listDeploymentValues(deployment: Deployment): Record<string, string> {
  const { arm, names } = deployment;
  return {
    AZURE_RESOURCE_GROUP: arm.text('resourceGroup().name'),
    CLUSTER_NAME: names.cluster,
    REGISTRY_NAME: names.registry,
    FUNCTIONS_NAME: names.functions,
    POSTGRES_NAME: names.postgres,
    PIPELINE_CLIENT_ID: clientId(deployment, 'pipeline'),
  };
}
