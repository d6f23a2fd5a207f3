import { z } from 'zod';

/** Which Cosmos DB account and database a service works on, and how it signs in. */
export interface CosmosConfig {
  readonly account: CosmosAccount;
  readonly databaseId: string;
}

/** An account by its key, or by its address and the identity that the process runs under (Entra ID). */
export type CosmosAccount =
  | { readonly signInWith: 'key'; readonly connectionString: string }
  | { readonly signInWith: 'identity'; readonly endpoint: string };

const connectionStringForm =
  'expected AccountEndpoint=https://NAME.documents.azure.com:443/;AccountKey=…; (http only on this machine)';
const endpointForm = 'expected the address of an account, such as https://NAME.documents.azure.com:443/';

/**
 * Environment of every service that uses Cosmos DB, to be added to its own by `.and(cosmosEnvironment)`: zod checks
 * the two sides apart, so that a missing account is reported whatever else is wrong.
 */
export const cosmosEnvironment = z
  .object({
    /** Account and key in one: for the local Cosmos DB and the emulator. */
    COSMOS_CONNECTION_STRING: z
      .string()
      .refine(isConnectionString, { error: connectionStringForm })
      .optional(),
    /** Account for the identity of the process: how it runs in Azure. */
    COSMOS_ENDPOINT: z.url({ protocol: /^https$/, error: endpointForm }).optional(),
    COSMOS_DATABASE: z
      .string()
      .regex(/^[^/\\?#]{1,255}$/, { error: 'expected the id of a database' })
      .default('headgate'),
  })
  .refine((env) => env.COSMOS_CONNECTION_STRING !== undefined || env.COSMOS_ENDPOINT !== undefined, {
    path: ['COSMOS_CONNECTION_STRING'],
    error: `${connectionStringForm}, or else COSMOS_ENDPOINT`,
    when: () => true,
  });

/** Reads the account out of a valid environment; a connection string goes before an endpoint. */
export function toCosmosConfig(env: z.output<typeof cosmosEnvironment>): CosmosConfig {
  const { COSMOS_CONNECTION_STRING: connectionString, COSMOS_ENDPOINT: endpoint } = env;
  if (connectionString !== undefined) {
    return { account: { signInWith: 'key', connectionString }, databaseId: env.COSMOS_DATABASE };
  }
  if (endpoint === undefined) throw new TypeError('neither COSMOS_CONNECTION_STRING nor COSMOS_ENDPOINT');
  return { account: { signInWith: 'identity', endpoint }, databaseId: env.COSMOS_DATABASE };
}

function isConnectionString(text: string): boolean {
  const endpoint = URL.parse(/(?:^|;)AccountEndpoint=([^;]+)/.exec(text)?.[1] ?? '');
  const hasKey = /(?:^|;)AccountKey=[^;]+/.test(text);
  return hasKey && endpoint !== null && (endpoint.protocol === 'https:' || isLoopback(endpoint));
}

/** Tells an account on this machine, which may be reached over plain http. */
export function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}
