import type { Deployment } from '../deployment.ts';
import { networkGrantId } from './describe-grants.ts';
import { identityId } from './identities.ts';
import { subnetId } from './network.ts';

/**
 * AKS Automatic: nodes come and go by what pods ask for, and upgrades, safeguards, network policies, KEDA and workload
 * identity are part of it. @see https://learn.microsoft.com/azure/aks/intro-aks-automatic
 */
export async function describeCluster(deployment: Deployment): Promise<void> {
  const { add, clients, group, inputs, names, size, tags } = deployment;
  const { managedClusters, maintenanceConfigurations } = clients.cluster;
  const call = () =>
    managedClusters.createOrUpdate(group, names.cluster, {
      location: inputs.location,
      tags,
      sku: { name: 'Automatic', tier: 'Standard' },
      identity: {
        type: 'UserAssigned',
        userAssignedIdentities: { [identityId(deployment, 'cluster')]: {} },
      },
      agentPoolProfiles: [
        {
          name: 'system',
          mode: 'System',
          count: size.cluster.systemNodes,
          availabilityZones: size.cluster.zones as string[],
          vnetSubnetID: subnetId(deployment, 'nodes'),
        },
      ],
      apiServerAccessProfile: { enableVnetIntegration: true, subnetId: subnetId(deployment, 'api-server') },
      networkProfile: {
        networkPlugin: 'azure',
        networkPluginMode: 'overlay',
        networkDataplane: 'cilium',
        networkPolicy: 'cilium',
        outboundType: 'userAssignedNATGateway',
        loadBalancerSku: 'standard',
        podCidr: '10.240.0.0/14',
        serviceCidr: '10.250.0.0/16',
        dnsServiceIP: '10.250.0.10',
      },
      aadProfile: { managed: true, enableAzureRbac: true },
      disableLocalAccounts: true,
      oidcIssuerProfile: { enabled: true },
      securityProfile: {
        workloadIdentity: { enabled: true },
        imageCleaner: { enabled: true, intervalHours: 168 },
      },
      workloadAutoScalerProfile: { keda: { enabled: true } },
      ingressProfile: {
        gatewayAPI: { installation: 'Standard' },
        webAppRouting: {
          enabled: true,
          gatewayAPIImplementations: { appRoutingIstio: { mode: 'Enabled' } },
          nginx: { defaultIngressControllerType: 'None' },
        },
      },
      addonProfiles: {
        azureKeyvaultSecretsProvider: { enabled: true, config: { enableSecretRotation: 'true' } },
      },
      azureMonitorProfile: { metrics: { enabled: true } },
      autoUpgradeProfile: { upgradeChannel: 'stable', nodeOSUpgradeChannel: 'NodeImage' },
    });
  await add(call, true, [networkGrantId(deployment)]);
  for (const name of ['aksManagedAutoUpgradeSchedule', 'aksManagedNodeOSUpgradeSchedule']) {
    await add(() =>
      maintenanceConfigurations.createOrUpdate(group, names.cluster, name, {
        maintenanceWindow: {
          schedule: { weekly: { dayOfWeek: 'Sunday', intervalWeeks: 1 } },
          durationHours: 6,
          startTime: '02:00',
          utcOffset: '+00:00',
        },
      }),
    );
  }
}
