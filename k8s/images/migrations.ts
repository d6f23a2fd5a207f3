// The image accounts-migrations: brings the database of DATABASE_URL up to date, lets accounts into it, and ends.
import { fileURLToPath } from 'node:url';
import { DefaultAzureCredential } from '@azure/identity';
import { admitService, createEntraRole } from '../../dev/src/prisma/admit-service.ts';
import { migrateDatabase } from '../../dev/src/prisma/migrate-database.ts';

const url = URL.parse(process.env['DATABASE_URL'] ?? '');
if (!url) {
  console.error('DATABASE_URL is missing: expected a URL such as postgresql://user@host:5432/headgate');
  process.exit(1);
}
if (!url.password && url.hostname.endsWith('.postgres.database.azure.com')) {
  // Entra ID: https://learn.microsoft.com/azure/postgresql/flexible-server/how-to-configure-sign-in-azure-ad-authentication
  const scope = 'https://ossrdbms-aad.database.windows.net/.default';
  url.password = (await new DefaultAzureCredential().getToken(scope)).token;
}
const migrations = fileURLToPath(new URL('../migrations', import.meta.url));
const applied = await migrateDatabase(url.href, migrations);
console.log(applied.length ? `applied ${applied.join(', ')}` : 'nothing to apply');
const objectId = process.env['ACCOUNTS_PRINCIPAL_ID'];
if (objectId) {
  await createEntraRole(url.href, { name: 'accounts', objectId });
  await admitService(url.href, 'accounts');
}
