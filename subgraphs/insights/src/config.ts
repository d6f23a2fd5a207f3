import { identityEnvironment } from '@headgate/identity/identity-config.ts';
import { cacheEnvironment, toCacheConfig } from '@headgate/redis/redis-config.ts';
import { allowsIntrospection, port, serviceEnvironment } from '@headgate/service/config-fields.ts';
import { z } from 'zod';

const nowhere = 'none';

const environment = z
  .object({
    ...serviceEnvironment,
    ...identityEnvironment,
    ...cacheEnvironment,
    PORT: port.default(4004),
    /** The folder of gold that the analytics jobs publish in. */
    GOLD_DIRECTORY: z.string().min(1).optional(),
    /** The SQL endpoint of Fabric or Synapse, instead of a folder; "none" where history is not analysed. */
    GOLD_SQL_SERVER: z.string().min(1).optional(),
    GOLD_SQL_DATABASE: z.string().min(1).optional(),
    GOLD_SQL_SCHEMA: z
      .string()
      .regex(/^\w+$/, { error: 'expected letters, digits and underscores' })
      .default('gold'),
    /** How often a newer version is looked for on behalf of subscribers. */
    GOLD_POLL_MS: z.coerce.number().int().min(50).max(600_000).default(1000),
  })
  .refine((env) => (env.GOLD_DIRECTORY === undefined) !== (env.GOLD_SQL_SERVER === undefined), {
    path: ['GOLD_DIRECTORY'],
    error: 'expected either GOLD_DIRECTORY or GOLD_SQL_SERVER, which may be "none"',
  })
  .refine(
    (env) => [undefined, nowhere].includes(env.GOLD_SQL_SERVER) || env.GOLD_SQL_DATABASE !== undefined,
    {
      path: ['GOLD_SQL_DATABASE'],
      error: 'expected the name of a database, since there is GOLD_SQL_SERVER',
    },
  );

/** The environment of the insights subgraph. */
export const configSchema = environment.transform((env) => ({
  host: env.HOST,
  port: env.PORT,
  introspection: allowsIntrospection(env),
  logLevel: env.LOG_LEVEL,
  /** Where gold is read from. */
  gold: toGold(env),
  pollMs: env.GOLD_POLL_MS,
  caches: toCacheConfig(env),
  identity: { issuer: env.OIDC_ISSUER, audience: env.OIDC_AUDIENCE, jwksUrl: env.OIDC_JWKS_URL },
}));

export type Config = z.output<typeof configSchema>;

function toGold({ GOLD_DIRECTORY: directory, ...env }: z.output<typeof environment>) {
  if (directory !== undefined) return { kind: 'directory', directory } as const;
  const {
    GOLD_SQL_SERVER: server = nowhere,
    GOLD_SQL_DATABASE: database = '',
    GOLD_SQL_SCHEMA: schema,
  } = env;
  return server === nowhere
    ? ({ kind: 'none' } as const)
    : ({ kind: 'sql', server, database, schema } as const);
}
