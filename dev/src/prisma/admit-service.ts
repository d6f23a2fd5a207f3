import pg from 'pg';

export interface ServiceRole {
  /** The role, such as `accounts`. */
  readonly name: string;
  /** The object id of the identity in Entra ID that signs in as it. */
  readonly objectId: string;
}

/**
 * Makes the role by which a service signs in to Azure Database for PostgreSQL with its identity, where it is missing.
 * @param url of the server, as an administrator that is an identity itself
 * @see https://learn.microsoft.com/azure/postgresql/flexible-server/security-manage-entra-users
 */
export async function createEntraRole(url: string, { name, objectId }: ServiceRole): Promise<void> {
  // The functions for it are in this database alone.
  const admin = Object.assign(new URL(url), { pathname: '/postgres' }).href;
  await run(admin, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [name]);
    if (rowCount) return;
    await client.query("SELECT pgaadauth_create_principal_with_oid($1, $2, 'service', false, false)", [
      name,
      objectId,
    ]);
  });
}

/** Lets a role read and write the rows of all tables that there are and that whoever `url` names will make, and nothing else. */
export async function admitService(url: string, name: string): Promise<void> {
  await run(url, async (client) => {
    const role = client.escapeIdentifier(name);
    await client.query(`
      GRANT USAGE ON SCHEMA public TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
      REVOKE ALL ON TABLE _prisma_migrations FROM ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role};
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role};
      ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO ${role};`);
  });
}

async function run(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
