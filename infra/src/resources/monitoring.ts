import { scopeOf } from '../arm/scope-of.ts';
import type { Deployment } from '../deployment.ts';

const insights = 'Microsoft.Insights/components';
const insightsVersion = '2020-02-02';
const workspace = 'Microsoft.OperationalInsights/workspaces';
const metrics = 'Microsoft.Monitor/accounts';
const metricsVersion = '2023-04-03';

export const insightsConnectionString = ({ arm, names }: Deployment): string =>
  arm.read(arm.id(insights, names.insights), insightsVersion, 'ConnectionString');

export const metricsId = ({ arm, names }: Deployment): string => arm.id(metrics, names.metrics);

export const prometheusEndpoint = (deployment: Deployment): string =>
  deployment.arm.read(metricsId(deployment), metricsVersion, 'metrics.prometheusQueryEndpoint');

export const actionGroupId = ({ arm }: Deployment): string =>
  arm.id('Microsoft.Insights/actionGroups', 'operators');

/** What keeps logs, and what of each service goes there. */
const diagnostics: readonly { readonly type: string; readonly name: (deployment: Deployment) => string }[] = [
  { type: 'Microsoft.ContainerService/managedClusters', name: ({ names }) => names.cluster },
  { type: 'Microsoft.ContainerRegistry/registries', name: ({ names }) => names.registry },
  { type: 'Microsoft.DBforPostgreSQL/flexibleServers', name: ({ names }) => names.postgres },
  { type: 'Microsoft.DocumentDB/databaseAccounts', name: ({ names }) => names.cosmos },
  { type: 'Microsoft.KeyVault/vaults', name: ({ names }) => names.vault },
  { type: 'Microsoft.NotificationHubs/namespaces', name: ({ names }) => names.hubs },
  { type: 'Microsoft.Web/sites', name: ({ names }) => names.functions },
];

/** Audits cost little and are asked for after the fact; the rest of AKS's logs costs more than the cluster. */
const categories: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.ContainerService/managedClusters': ['kube-audit-admin', 'guard', 'cluster-autoscaler'],
};

/** Logs, traces, metrics, and who hears of trouble. */
export async function describeMonitoring(deployment: Deployment): Promise<void> {
  const { add, addPlain, arm, clients, group, inputs, names, size, tags } = deployment;
  const { location } = inputs;
  const logs = arm.id(workspace, names.logs);
  await add(() =>
    clients.logs.workspaces.createOrUpdate(group, names.logs, {
      location,
      tags,
      sku: { name: 'PerGB2018' },
      retentionInDays: size.logs.retentionDays,
      workspaceCapping: { dailyQuotaGb: size.logs.dailyGb },
      features: { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true },
    }),
  );
  // The SDK of Application Insights is of 2015: https://learn.microsoft.com/azure/templates/microsoft.insights/components
  addPlain({
    type: insights,
    apiVersion: insightsVersion,
    name: names.insights,
    location,
    tags,
    kind: 'web',
    properties: { Application_Type: 'web', WorkspaceResourceId: logs, IngestionMode: 'LogAnalytics' },
  });
  // No SDK has it: https://learn.microsoft.com/azure/templates/microsoft.monitor/accounts
  addPlain({
    type: metrics,
    apiVersion: metricsVersion,
    name: names.metrics,
    location,
    tags,
    properties: {},
  });
  await describePrometheus(deployment);
  await add(() =>
    clients.monitor.actionGroups.createOrUpdate(group, 'operators', {
      location: 'global',
      tags,
      groupShortName: 'headgate',
      enabled: true,
      emailReceivers: [{ name: 'operators', emailAddress: inputs.alertEmail, useCommonAlertSchema: true }],
    }),
  );
  for (const { type, name } of diagnostics) {
    const own = categories[type];
    await add(() =>
      clients.monitor.diagnosticSettings.createOrUpdate(scopeOf(type, name(deployment)), 'logs', {
        workspaceId: logs,
        logs: own
          ? own.map((category) => ({ category, enabled: true }))
          : [{ categoryGroup: 'allLogs', enabled: true }],
      }),
    );
  }
}

/** The cluster's metrics go to the workspace of Prometheus, which KEDA and releases ask. */
async function describePrometheus(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, names, tags } = deployment;
  const { dataCollectionEndpoints, dataCollectionRules, dataCollectionRuleAssociations } = clients.monitor;
  const { location } = inputs;
  const endpoint = arm.id('Microsoft.Insights/dataCollectionEndpoints', 'prometheus');
  const rule = arm.id('Microsoft.Insights/dataCollectionRules', 'prometheus');
  await add(() =>
    dataCollectionEndpoints.create(group, 'prometheus', { body: { location, tags, kind: 'Linux' } }),
  );
  await add(() =>
    dataCollectionRules.create(group, 'prometheus', {
      body: {
        location,
        tags,
        kind: 'Linux',
        dataCollectionEndpointId: endpoint,
        dataSources: {
          prometheusForwarder: [{ name: 'prometheus', streams: ['Microsoft-PrometheusMetrics'] }],
        },
        destinations: {
          monitoringAccounts: [{ name: 'metrics', accountResourceId: metricsId(deployment) }],
        },
        dataFlows: [{ streams: ['Microsoft-PrometheusMetrics'], destinations: ['metrics'] }],
      },
    }),
  );
  await add(() =>
    dataCollectionRuleAssociations.create(
      scopeOf('Microsoft.ContainerService/managedClusters', names.cluster),
      'prometheus',
      { body: { dataCollectionRuleId: rule } },
    ),
  );
}
