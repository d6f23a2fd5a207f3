import type { Deployment } from '../deployment.ts';

/** The certificate of the host name, and the notification hub's connection strings. Who may read them is a matter of roles. */
export async function describeVault({
  add,
  arm,
  clients,
  group,
  inputs,
  names,
  tags,
}: Deployment): Promise<void> {
  await add(() =>
    clients.vault.vaults.createOrUpdate(group, names.vault, {
      location: inputs.location,
      tags,
      properties: {
        tenantId: arm.text('tenant().tenantId'),
        sku: { family: 'A', name: 'standard' },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        publicNetworkAccess: 'Disabled',
        // The template itself writes the secrets.
        networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
      },
    }),
  );
}
