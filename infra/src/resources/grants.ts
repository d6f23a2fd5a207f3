import type { IdentityName } from './identities.ts';

/** Roles of Azure: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const roles = {
  AcrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d',
  AcrPush: '8311e382-0749-4cb8-b61a-304f252e45ec',
  'Azure Kubernetes Service Cluster User Role': '4abbcc35-e782-43d8-92c5-2d3f1bd2253f',
  'Azure Kubernetes Service RBAC Cluster Admin': 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
  'Key Vault Certificate User': 'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba',
  'Key Vault Certificates Officer': 'a4417e6f-fecd-4de8-b567-7b0420556985',
  'Key Vault Secrets Officer': 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
  'Key Vault Secrets User': '4633458b-17de-408a-b874-0445c86b69e6',
  'Monitoring Data Reader': 'b0d8363b-8ddd-447d-831f-62ca05bff136',
  'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
  'Website Contributor': 'de139f84-1756-47ae-9be6-808fbbe84772',
} as const;

/** Roles of Cosmos DB's data: https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security */
export const cosmosRoles = {
  'Cosmos DB Built-in Data Reader': '00000000-0000-0000-0000-000000000001',
  'Cosmos DB Built-in Data Contributor': '00000000-0000-0000-0000-000000000002',
} as const;

export interface Grant {
  readonly to: IdentityName | 'kubelet' | 'administrator' | 'synapse';
  readonly role: keyof typeof roles | keyof typeof cosmosRoles;
  /** What it is given for: the type of a resource, the name of it among our names; a container for Cosmos DB's data. */
  readonly on: { readonly type: string; readonly name: string };
  readonly why: string;
  /** The line of configuration that would not work without it: a file from the repository's root, and a text in it. */
  readonly usedBy: { readonly file: string; readonly text: string };
  /** Where history is analysed by Synapse. Default: always. */
  readonly withSynapse?: boolean;
}

const registry = { type: 'Microsoft.ContainerRegistry/registries', name: 'registry' };
const cluster = { type: 'Microsoft.ContainerService/managedClusters', name: 'cluster' };
const vault = { type: 'Microsoft.KeyVault/vaults', name: 'vault' };
const metrics = { type: 'Microsoft.Monitor/accounts', name: 'metrics' };
const lake = { type: 'Microsoft.Storage/storageAccounts', name: 'lake' };
const cosmos = (container: string) => ({ type: 'Microsoft.DocumentDB/databaseAccounts', name: container });

/** Everything that anybody may do, beside Redis (its users) and PostgreSQL (its roles). docs/deploy.md shows it as a table. */
export const grants: readonly Grant[] = [
  {
    to: 'cluster',
    role: 'Network Contributor',
    on: { type: 'Microsoft.Network/virtualNetworks', name: 'network' },
    why: 'puts nodes, the API server and load balancers into the subnets',
    usedBy: { file: 'infra/src/resources/cluster.ts', text: "vnetSubnetID: subnetId(deployment, 'nodes')" },
  },
  {
    to: 'kubelet',
    role: 'AcrPull',
    on: registry,
    why: 'pulls images',
    usedBy: {
      file: 'k8s/overlays/production/kustomization.yaml',
      text: 'newName: headgate.azurecr.io/gateway',
    },
  },
  {
    to: 'activity',
    role: 'Cosmos DB Built-in Data Contributor',
    on: cosmos('activity'),
    why: 'records and reads what users do',
    usedBy: { file: 'k8s/base/activity/deployment.yaml', text: 'COSMOS_ENDPOINT' },
  },
  {
    to: 'alerts',
    role: 'Cosmos DB Built-in Data Contributor',
    on: cosmos('alerts'),
    why: 'keeps rules and alerts',
    usedBy: { file: 'k8s/base/alerts/deployment.yaml', text: 'COSMOS_ENDPOINT' },
  },
  {
    to: 'alerts',
    role: 'Cosmos DB Built-in Data Reader',
    on: cosmos('activity'),
    why: 'tries rules on what users did',
    usedBy: {
      file: 'subgraphs/alerts/src/stores/create-history-store.ts',
      text: "activityContainerId = 'activity'",
    },
  },
  {
    to: 'alerts',
    role: 'Cosmos DB Built-in Data Reader',
    on: cosmos('dead-letters'),
    why: 'shows operators what could not be processed',
    usedBy: { file: 'subgraphs/alerts/src/start-alerts.ts', text: 'deadLettersContainer.id' },
  },
  {
    to: 'functions',
    role: 'Cosmos DB Built-in Data Contributor',
    on: cosmos(''),
    why: 'reads change feeds with their leases, writes alerts and dead letters',
    usedBy: { file: 'infra/src/resources/functions.ts', text: 'COSMOS__accountEndpoint' },
  },
  {
    to: 'scaler',
    role: 'Cosmos DB Built-in Data Reader',
    on: cosmos(''),
    why: 'estimates how far the functions are behind',
    usedBy: { file: 'k8s/components/functions-keda/scaled-object.yaml', text: 'type: azure-cosmosdb' },
  },
  {
    to: 'scaler',
    role: 'Monitoring Data Reader',
    on: metrics,
    why: 'asks Prometheus what to scale by',
    usedBy: { file: 'k8s/components/autoscale-keda/gateway.yaml', text: 'type: prometheus' },
  },
  {
    to: 'gateway',
    role: 'Key Vault Secrets User',
    on: vault,
    why: 'reads the key of pseudonyms, and those that tokens of browser sessions are encrypted with',
    usedBy: { file: 'k8s/components/key-vault-secrets/secrets.yaml', text: 'objectName: pseudonym-key' },
  },
  {
    to: 'accounts',
    role: 'Key Vault Secrets User',
    on: vault,
    why: 'reads the hub’s connection string that registers devices',
    usedBy: {
      file: 'k8s/components/key-vault-secrets/secrets.yaml',
      text: 'objectName: notification-hub-listen',
    },
  },
  {
    to: 'alerts',
    role: 'Key Vault Secrets User',
    on: vault,
    why: 'reads the key by which operators have the functions replay dead letters',
    usedBy: { file: 'k8s/components/replay-dead-letters/secrets.yaml', text: 'objectName: functions-key' },
  },
  {
    to: 'functions',
    role: 'Key Vault Secrets User',
    on: vault,
    why: 'reads the hub’s connection string that sends',
    usedBy: { file: 'infra/src/resources/functions.ts', text: 'secrets/notification-hub-send' },
  },
  {
    to: 'functions',
    role: 'Storage Blob Data Owner',
    on: { type: 'Microsoft.Storage/storageAccounts', name: 'storage' },
    why: 'keeps the host’s locks of timers, and reads the app’s package',
    usedBy: { file: 'infra/src/resources/functions.ts', text: 'AzureWebJobsStorage__accountName' },
  },
  {
    to: 'functions',
    role: 'Storage Blob Data Contributor',
    on: lake,
    why: 'writes the landing zone',
    usedBy: { file: 'infra/src/resources/functions.ts', text: 'MIRROR_LANDING_ZONE' },
    withSynapse: true,
  },
  {
    to: 'synapse',
    role: 'Storage Blob Data Contributor',
    on: lake,
    why: 'reads the landing zone and writes the lake, for the jobs and for who asks for gold',
    usedBy: { file: 'analytics/deploy/synapse/insights.pipeline.json', text: 'abfss://lake@' },
    withSynapse: true,
  },
  {
    to: 'certificates',
    role: 'Key Vault Certificate User',
    on: vault,
    why: 'reads the certificate of the host name',
    usedBy: { file: 'k8s/policies/ingress.yaml', text: 'kubernetes.azure.com/tls-cert-keyvault-uri' },
  },
  {
    to: 'pipeline',
    role: 'AcrPush',
    on: registry,
    why: 'pushes images and their signatures',
    usedBy: { file: '.github/workflows/main.yml', text: 'az acr login' },
  },
  {
    to: 'pipeline',
    role: 'Azure Kubernetes Service Cluster User Role',
    on: cluster,
    why: 'finds the API server; what it may do there is RBAC’s matter (k8s/policies/access.yaml)',
    usedBy: { file: '.github/workflows/deploy.yml', text: 'az aks get-credentials' },
  },
  {
    to: 'pipeline',
    role: 'Monitoring Data Reader',
    on: metrics,
    why: 'judges a canary by its errors and its latency',
    usedBy: { file: '.github/workflows/deploy.yml', text: 'node k8s/release.ts' },
  },
  {
    to: 'pipeline',
    role: 'Website Contributor',
    on: { type: 'Microsoft.Web/sites', name: 'functions' },
    why: 'publishes the functions',
    usedBy: { file: '.github/workflows/deploy.yml', text: 'az functionapp deployment source config-zip' },
  },
  {
    to: 'administrator',
    role: 'Azure Kubernetes Service RBAC Cluster Admin',
    on: cluster,
    why: 'applies namespaces, policies and access',
    usedBy: { file: 'infra/azd/after-provision.sh', text: '--cluster' },
  },
  {
    to: 'administrator',
    role: 'Key Vault Certificates Officer',
    on: vault,
    why: 'puts the certificate of the host name there',
    usedBy: { file: 'docs/deploy.md', text: 'az keyvault certificate' },
  },
  {
    to: 'administrator',
    role: 'Key Vault Secrets Officer',
    on: vault,
    why: 'puts the keys of pseudonyms and browser sessions there',
    usedBy: { file: 'docs/deploy.md', text: 'az keyvault secret set' },
  },
];
