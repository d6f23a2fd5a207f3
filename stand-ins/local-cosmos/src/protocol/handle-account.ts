import type { CosmosAnswer } from './cosmos-answer.ts';
import type { CosmosRequest } from './cosmos-request.ts';

const region = 'Local';

/** Not "localhost": of an account of that name the SDK forgets the regions, and asks for them twice with each request. */
const accountId = 'local';

/**
 * Describes the account: one region, which reads and writes, at the address the client came by.
 *
 * @see https://learn.microsoft.com/rest/api/cosmos-db/get-a-databaseaccount
 */
export function handleAccount(request: CosmosRequest): CosmosAnswer {
  const location = { name: region, databaseAccountEndpoint: `${request.origin}/` };
  const account = {
    _self: '',
    id: accountId,
    _rid: accountId,
    media: '//media/',
    addresses: '//addresses/',
    _dbs: '//dbs/',
    writableLocations: [location],
    readableLocations: [location],
    enableMultipleWriteLocations: false,
    userReplicationPolicy: { asyncReplication: false, minReplicaSetSize: 1, maxReplicasetSize: 1 },
    userConsistencyPolicy: { defaultConsistencyLevel: 'Session' },
    systemReplicationPolicy: { minReplicaSetSize: 1, maxReplicasetSize: 1 },
    readPolicy: { primaryReadCoefficient: 1, secondaryReadCoefficient: 1 },
    queryEngineConfiguration: '{}',
  };
  return { status: 200, body: JSON.stringify(account) };
}
