import { CosmosClient } from '@azure/cosmos';

/** Has the latest event of a user be a dead letter of the function that evaluates it, as the functions write it. */
export async function buryEvent(connectionString: string, userId: string): Promise<void> {
  const client = new CosmosClient(connectionString);
  const database = client.database('headgate');
  const { resources } = await database
    .container('activity')
    .items.query({
      query: 'SELECT * FROM c WHERE c.userId = @userId ORDER BY c.occurredAt DESC OFFSET 0 LIMIT 1',
      parameters: [{ name: '@userId', value: userId }],
    })
    .fetchAll();
  await database.container('dead-letters').items.upsert({
    id: 'buried',
    functionName: 'evaluate-activity',
    reason: { name: 'Error', message: 'The store was away.' },
    attempts: 5,
    diedAt: new Date().toISOString(),
    payload: JSON.stringify(resources[0]),
    isWhole: true,
  });
  client.dispose();
}
