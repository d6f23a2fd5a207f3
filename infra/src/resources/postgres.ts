import type { Deployment } from '../deployment.ts';
import { principalId } from './identities.ts';

export const databaseName = 'headgate';

/** The accounts database. Nobody has a password, and only the network reaches it. */
export async function describePostgres(deployment: Deployment): Promise<void> {
  const { add, arm, clients, group, inputs, names, size, tags } = deployment;
  const { servers, databases, configurations } = clients.postgres;
  const { postgres } = size;
  await add(() =>
    servers.beginCreateOrUpdate(group, names.postgres, {
      location: inputs.location,
      tags,
      version: '18',
      sku: { name: postgres.sku, tier: postgres.tier },
      storage: { storageSizeGB: postgres.storageGb, autoGrow: 'Enabled' },
      backup: {
        backupRetentionDays: postgres.backupDays,
        geoRedundantBackup: postgres.geoRedundantBackup,
      },
      highAvailability: { mode: postgres.highAvailability },
      network: { publicNetworkAccess: 'Disabled' },
      authConfig: {
        activeDirectoryAuth: 'Enabled',
        passwordAuth: 'Disabled',
        tenantId: arm.text('tenant().tenantId'),
      },
      maintenanceWindow: { customWindow: 'Enabled', dayOfWeek: 0, startHour: 3, startMinute: 0 },
    }),
  );
  await add(() =>
    databases.beginCreate(group, names.postgres, databaseName, { charset: 'UTF8', collation: 'en_US.utf8' }),
  );
  describeOwner(deployment);
  const settings = {
    // What no client says of itself, behind PgBouncer for instance.
    statement_timeout: '30000',
    idle_in_transaction_session_timeout: '60000',
    'pgbouncer.enabled': 'true',
    'pgbouncer.pool_mode': 'transaction',
  };
  // A burstable server has no PgBouncer.
  const hasBouncer = arm.not(arm.equals(postgres.tier, 'Burstable'));
  for (const [name, value] of Object.entries(settings)) {
    const call = () =>
      configurations.beginPut(group, names.postgres, name, { value, source: 'user-override' });
    await add(call, name.startsWith('pgbouncer') ? hasBouncer : true);
  }
  await add(
    () =>
      servers.beginCreateOrUpdate(group, `${names.postgres}-replica`, {
        location: inputs.location,
        tags,
        createMode: 'Replica',
        sourceServerResourceId: arm.id('Microsoft.DBforPostgreSQL/flexibleServers', names.postgres),
        network: { publicNetworkAccess: 'Disabled' },
      }),
    postgres.readReplica,
  );
}

/**
 * The identity that migrates owns the tables, and makes the role of accounts, which may only read and write rows. Its
 * object id is part of a name, which no template may read from a resource of its own: so there is a template inside.
 */
function describeOwner({ addPlain, arm, names, ...deployment }: Deployment): void {
  const parameter = (name: string) => arm.text(`parameters('${name}')`);
  addPlain({
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2025-04-01',
    name: 'postgres-owner',
    dependsOn: [arm.id('Microsoft.DBforPostgreSQL/flexibleServers/databases', names.postgres, databaseName)],
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      parameters: {
        server: { value: names.postgres },
        owner: { value: principalId({ addPlain, arm, names, ...deployment }, 'accounts-migrations') },
      },
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        parameters: { server: { type: 'string' }, owner: { type: 'string' } },
        resources: [
          {
            type: 'Microsoft.DBforPostgreSQL/flexibleServers/administrators',
            apiVersion: '2025-08-01',
            name: `${parameter('server')}/${parameter('owner')}`,
            properties: {
              principalName: 'accounts-migrations',
              principalType: 'ServicePrincipal',
              tenantId: arm.text('tenant().tenantId'),
            },
          },
        ],
      },
    },
  });
}
