import type { Deployment } from '../deployment.ts';

export interface Identity {
  readonly name: string;
  /** Who may be it: subjects of tokens of the cluster, or of GitHub. */
  readonly cluster?: string;
  readonly github?: readonly string[];
}

/** Each part is somebody of its own, with what it needs and nothing else. */
export const identities = [
  { name: 'gateway', cluster: 'system:serviceaccount:headgate:gateway' },
  { name: 'accounts', cluster: 'system:serviceaccount:headgate:accounts' },
  { name: 'accounts-migrations', cluster: 'system:serviceaccount:headgate:accounts-migrations' },
  { name: 'activity', cluster: 'system:serviceaccount:headgate:activity' },
  { name: 'alerts', cluster: 'system:serviceaccount:headgate:alerts' },
  { name: 'insights', cluster: 'system:serviceaccount:headgate:insights' },
  { name: 'functions', cluster: 'system:serviceaccount:headgate:functions' },
  { name: 'scaler', cluster: 'system:serviceaccount:kube-system:keda-operator' },
  { name: 'certificates', cluster: 'system:serviceaccount:headgate-ingress:certificates' },
  { name: 'cluster' },
  { name: 'pipeline', github: ['main', 'staging', 'production'] },
] as const satisfies readonly Identity[];

export type IdentityName = (typeof identities)[number]['name'];

const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const version = '2024-11-30';

export const identityId = ({ arm }: Deployment, name: IdentityName): string => arm.id(type, name);

/** The object id, which roles are given to. */
export const principalId = (deployment: Deployment, name: IdentityName): string =>
  deployment.arm.read(identityId(deployment, name), version, 'principalId');

/** The application id, by which a process says who it is. */
export const clientId = (deployment: Deployment, name: IdentityName): string =>
  deployment.arm.read(identityId(deployment, name), version, 'clientId');

const audiences = ['api://AzureADTokenExchange'];

export async function describeIdentities(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, names, tags } = deployment;
  const { userAssignedIdentities, federatedIdentityCredentials } = clients.identity;
  const cluster = arm.id('Microsoft.ContainerService/managedClusters', names.cluster);
  const clusterIssuer = arm.read(cluster, '2026-04-01', 'oidcIssuerProfile.issuerURL');
  for (const identity of identities as readonly Identity[]) {
    const { name } = identity;
    await add(() => userAssignedIdentities.createOrUpdate(group, name, { location: inputs.location, tags }));
    const subject = identity.cluster;
    if (subject !== undefined) {
      await add(() =>
        federatedIdentityCredentials.createOrUpdate(group, name, 'cluster', {
          issuer: clusterIssuer,
          subject,
          audiences,
        }),
      );
    }
    for (const environment of identity.github ?? []) {
      await add(() =>
        federatedIdentityCredentials.createOrUpdate(group, name, `github-${environment}`, {
          issuer: 'https://token.actions.githubusercontent.com',
          subject:
            environment === 'main'
              ? `repo:${inputs.repository}:ref:refs/heads/main`
              : `repo:${inputs.repository}:environment:${environment}`,
          audiences,
        }),
      );
    }
  }
}
