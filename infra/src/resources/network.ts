import type { Deployment } from '../deployment.ts';

const type = 'Microsoft.Network/virtualNetworks';

/** Each of them has what uses it alone. */
export type SubnetName = 'nodes' | 'data' | 'functions' | 'api-server';

export const networkId = ({ arm, names }: Deployment): string => arm.id(type, names.network);

export const subnetId = ({ arm, names }: Deployment, name: SubnetName): string =>
  arm.id(`${type}/subnets`, names.network, name);

export const dataSubnetRange = ({ size }: Deployment): string => `${size.networkPrefix}.4.0/24`;

/** The network of everything that runs or keeps something; only the cluster's proxies are reached from outside. */
export async function describeNetwork(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, names, size, tags } = deployment;
  const { location } = inputs;
  const { networkSecurityGroups, publicIPAddresses, natGateways, virtualNetworks } = clients.network;
  const prefix = size.networkPrefix;
  const nat = arm.id('Microsoft.Network/natGateways', names.network);
  const dataGroup = arm.id('Microsoft.Network/networkSecurityGroups', 'data');
  await add(() =>
    publicIPAddresses.createOrUpdate(group, 'outbound', {
      location,
      tags,
      sku: { name: 'Standard' },
      publicIPAllocationMethod: 'Static',
      zones: [...size.cluster.zones],
    }),
  );
  await add(() =>
    natGateways.createOrUpdate(group, names.network, {
      location,
      tags,
      sku: { name: 'Standard' },
      idleTimeoutInMinutes: 10,
      publicIpAddresses: [{ id: arm.id('Microsoft.Network/publicIPAddresses', 'outbound') }],
    }),
  );
  await add(() =>
    networkSecurityGroups.createOrUpdate(group, 'data', {
      location,
      tags,
      securityRules: [
        rule('network', 200, 'Allow', 'VirtualNetwork', ['443', '5432', '6432', '10000', '8443-8699']),
        rule('nobody-else', 4_096, 'Deny', '*', ['*']),
      ],
    }),
  );
  await add(() =>
    virtualNetworks.createOrUpdate(group, names.network, {
      location,
      tags,
      addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
      subnets: [
        { name: 'nodes', addressPrefix: `${prefix}.0.0/22`, natGateway: { id: nat } },
        {
          name: 'data',
          addressPrefix: dataSubnetRange(deployment),
          networkSecurityGroup: { id: dataGroup },
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled',
          defaultOutboundAccess: false,
        },
        {
          name: 'functions',
          addressPrefix: `${prefix}.5.0/24`,
          natGateway: { id: nat },
          delegations: [{ name: 'flex', serviceName: 'Microsoft.App/environments' }],
        },
        {
          name: 'api-server',
          addressPrefix: `${prefix}.6.0/28`,
          delegations: [{ name: 'aks', serviceName: 'Microsoft.ContainerService/managedClusters' }],
        },
      ],
    }),
  );
}

function rule(name: string, priority: number, access: string, source: string, ports: string[]) {
  return {
    name,
    priority,
    access,
    direction: 'Inbound',
    protocol: 'Tcp',
    sourceAddressPrefix: source,
    sourcePortRange: '*',
    destinationAddressPrefix: '*',
    destinationPortRanges: ports,
  };
}
