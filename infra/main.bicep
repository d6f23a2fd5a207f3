// azd up: the resource group of an environment, and in it what system.json describes (written by src/, from the types of
// Azure's SDKs). Sizes are in sizes/.
targetScope = 'subscription'

@minLength(3)
@maxLength(10)
@description('dev, staging or production; part of names.')
param environmentName string

@description('The region, such as westeurope.')
param location string

@allowed(['dev', 'staging', 'production'])
param size string = 'dev'

param hostname string
param corsOrigins string
param audience string = 'api://headgate'
param sessionClientId string
param goldSqlServer string = 'none'
param goldSqlDatabase string = 'gold'
param mirrorLandingZone string = 'none'
param alertEmail string
param administratorId string
param administratorType string = 'User'
param deployersGroupId string
param readersGroupId string
param repository string
param budgetStart string

var sizes = {
  dev: loadJsonContent('sizes/dev.json')
  staging: loadJsonContent('sizes/staging.json')
  production: loadJsonContent('sizes/production.json')
}

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'headgate-${environmentName}'
  location: location
  tags: { 'azd-env-name': environmentName }
}

module system 'system.json' = {
  name: 'headgate'
  scope: group
  params: {
    environment: environmentName
    location: location
    hostname: hostname
    corsOrigins: corsOrigins
    audience: audience
    sessionClientId: sessionClientId
    mirrorLandingZone: mirrorLandingZone
    goldSqlServer: goldSqlServer
    goldSqlDatabase: goldSqlDatabase
    alertEmail: alertEmail
    administratorId: administratorId
    administratorType: administratorType
    deployersGroupId: deployersGroupId
    readersGroupId: readersGroupId
    repository: repository
    budgetStart: budgetStart
    size: sizes[size]
  }
}

// What k8s/deploy.ts and the pipeline are told; none of it is a secret.
output HOSTNAME string = system.outputs.HOSTNAME
output CORS_ORIGINS string = system.outputs.CORS_ORIGINS
output REDIS_URL string = system.outputs.REDIS_URL
output COSMOS_ENDPOINT string = system.outputs.COSMOS_ENDPOINT
output COSMOS_DATABASE string = system.outputs.COSMOS_DATABASE
output GOLD_SQL_SERVER string = system.outputs.GOLD_SQL_SERVER
output GOLD_SQL_DATABASE string = system.outputs.GOLD_SQL_DATABASE
output DATABASE_URL string = system.outputs.DATABASE_URL
output MIGRATIONS_DATABASE_URL string = system.outputs.MIGRATIONS_DATABASE_URL
output OIDC_ISSUER string = system.outputs.OIDC_ISSUER
output OIDC_AUDIENCE string = system.outputs.OIDC_AUDIENCE
output OIDC_JWKS_URL string = system.outputs.OIDC_JWKS_URL
output SESSION_CLIENT_ID string = system.outputs.SESSION_CLIENT_ID
output SESSION_PUBLIC_URL string = system.outputs.SESSION_PUBLIC_URL
output SESSION_SCOPE string = system.outputs.SESSION_SCOPE
output APPLICATIONINSIGHTS_CONNECTION_STRING string = system.outputs.APPLICATIONINSIGHTS_CONNECTION_STRING
output PROMETHEUS_ENDPOINT string = system.outputs.PROMETHEUS_ENDPOINT
output DATA_SUBNET string = system.outputs.DATA_SUBNET
output GATEWAY_CLIENT_ID string = system.outputs.GATEWAY_CLIENT_ID
output ACCOUNTS_CLIENT_ID string = system.outputs.ACCOUNTS_CLIENT_ID
output ACCOUNTS_PRINCIPAL_ID string = system.outputs.ACCOUNTS_PRINCIPAL_ID
output MIGRATIONS_CLIENT_ID string = system.outputs.MIGRATIONS_CLIENT_ID
output ACTIVITY_CLIENT_ID string = system.outputs.ACTIVITY_CLIENT_ID
output ALERTS_CLIENT_ID string = system.outputs.ALERTS_CLIENT_ID
output INSIGHTS_CLIENT_ID string = system.outputs.INSIGHTS_CLIENT_ID
output FUNCTIONS_CLIENT_ID string = system.outputs.FUNCTIONS_CLIENT_ID
output SCALER_CLIENT_ID string = system.outputs.SCALER_CLIENT_ID
output CERTIFICATES_CLIENT_ID string = system.outputs.CERTIFICATES_CLIENT_ID
output KEY_VAULT_NAME string = system.outputs.KEY_VAULT_NAME
output TENANT_ID string = system.outputs.TENANT_ID
output CERTIFICATE_URI string = system.outputs.CERTIFICATE_URI
output FUNCTIONS_URL string = system.outputs.FUNCTIONS_URL
output FUNCTIONS_STORAGE_ACCOUNT string = system.outputs.FUNCTIONS_STORAGE_ACCOUNT
output REGISTRY string = system.outputs.REGISTRY
output DEPLOYERS_GROUP_ID string = system.outputs.DEPLOYERS_GROUP_ID
output READERS_GROUP_ID string = system.outputs.READERS_GROUP_ID
output AZURE_RESOURCE_GROUP string = system.outputs.AZURE_RESOURCE_GROUP
output CLUSTER_NAME string = system.outputs.CLUSTER_NAME
output REGISTRY_NAME string = system.outputs.REGISTRY_NAME
output FUNCTIONS_NAME string = system.outputs.FUNCTIONS_NAME
output POSTGRES_NAME string = system.outputs.POSTGRES_NAME
output PIPELINE_CLIENT_ID string = system.outputs.PIPELINE_CLIENT_ID
