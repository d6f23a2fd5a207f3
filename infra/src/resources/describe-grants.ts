import { scopeOf } from '../arm/scope-of.ts';
import type { Deployment } from '../deployment.ts';
import { workspacePrincipalId } from './analytics.ts';
import { cosmosDatabase } from './cosmos.ts';
import { cosmosRoles, type Grant, grants, roles } from './grants.ts';
import { type IdentityName, principalId } from './identities.ts';

/** The pipeline reads everything and asks what a template would change; it changes no infrastructure. */
export const whatIfActions = [
  '*/read',
  'Microsoft.Resources/deployments/validate/action',
  'Microsoft.Resources/deployments/whatIf/action',
];

export async function describeGrants(deployment: Deployment): Promise<void> {
  for (const grant of grants) {
    if (grant.role in cosmosRoles) await giveCosmosRole(deployment, grant);
    else await giveRole(deployment, grant);
  }
  await giveWhatIf(deployment);
}

function findPrincipal(deployment: Deployment, to: Grant['to']): string {
  const { arm, inputs, names } = deployment;
  if (to === 'administrator') return inputs.administratorId;
  if (to === 'synapse') return workspacePrincipalId(deployment);
  if (to !== 'kubelet') return principalId(deployment, to);
  const id = arm.id('Microsoft.ContainerService/managedClusters', names.cluster);
  return arm.read(id, '2026-04-01', 'identityProfile.kubeletidentity.objectId');
}

/** A cluster cannot begin in a network that it may not change. */
export const networkGrantId = ({ arm, names }: Deployment): string => {
  const { to, role, on } = grants[0] as Grant;
  const id = arm.id(on.type, names[on.name as keyof typeof names]);
  return arm.text(
    `extensionResourceId(${id}, 'Microsoft.Authorization/roleAssignments', guid(${id}, '${to}', '${role}'))`,
  );
};

async function giveRole(deployment: Deployment, grant: Grant): Promise<void> {
  const { add, arm, clients, inputs, names, size } = deployment;
  const { to, role, on, why, withSynapse = false } = grant;
  const name = names[on.name as keyof typeof names];
  const id = arm.id(on.type, name);
  await add(
    () =>
      clients.authorization.roleAssignments.create(
        scopeOf(on.type, name),
        arm.text(`guid(${id}, '${to}', '${role}')`),
        {
          roleDefinitionId: arm.text(
            `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${roles[role as keyof typeof roles]}')`,
          ),
          principalId: findPrincipal(deployment, to),
          principalType: to === 'administrator' ? inputs.administratorType : 'ServicePrincipal',
          description: why,
        },
      ),
    withSynapse ? arm.equals(size.analytics, 'synapse') : undefined,
  );
}

async function giveCosmosRole(deployment: Deployment, { to, role, on }: Grant): Promise<void> {
  const { add, arm, clients, group, names } = deployment;
  const account = arm.id('Microsoft.DocumentDB/databaseAccounts', names.cosmos);
  const roleId = cosmosRoles[role as keyof typeof cosmosRoles];
  const scope = on.name
    ? `${account}/dbs/${cosmosDatabase}/colls/${on.name}`
    : `${account}/dbs/${cosmosDatabase}`;
  await add(() =>
    clients.cosmos.sqlResources.createUpdateSqlRoleAssignment(
      group,
      names.cosmos,
      // One may have the same role for several containers.
      arm.text(`guid(${account}, '${to}', '${role}', '${on.name}')`),
      {
        roleDefinitionId: `${account}/sqlRoleDefinitions/${roleId}`,
        scope,
        principalId: principalId(deployment, to as IdentityName),
      },
    ),
  );
}

async function giveWhatIf(deployment: Deployment): Promise<void> {
  const { addPlain, arm } = deployment;
  const name = arm.text("guid(resourceGroup().id, 'what-if')");
  addPlain({
    type: 'Microsoft.Authorization/roleDefinitions',
    apiVersion: '2022-04-01',
    name,
    properties: {
      roleName: arm.text("format('Headgate what-if ({0})', parameters('environment'))"),
      description: 'Reads everything and asks what a template would change.',
      type: 'customRole',
      assignableScopes: [arm.text('resourceGroup().id')],
      permissions: [{ actions: whatIfActions, notActions: [] }],
    },
  });

  addPlain({
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: arm.text("guid(resourceGroup().id, 'pipeline', 'what-if')"),
    properties: {
      roleDefinitionId: arm.id('Microsoft.Authorization/roleDefinitions', name),
      principalId: principalId(deployment, 'pipeline'),
      principalType: 'ServicePrincipal',
      description: 'compares the template with what is there',
    },
  });
}
