import { app } from '@azure/functions';

const trigger = {
  connection: 'FIXTURE_COSMOS',
  databaseName: 'fixture',
  containerName: 'events',
  createLeaseContainerIfNotExists: true,
  startFromBeginning: true,
  feedPollDelay: 20,
  leaseExpirationInterval: 2_000,
  maxItemsPerInvocation: 2,
};

/** Tells the test what it was invoked with; fails when the test answers that it should. */
async function report(functionName, documents, context) {
  const response = await fetch(process.env.FIXTURE_REPORT_URL, {
    method: 'POST',
    body: JSON.stringify({
      functionName,
      instance: process.env.WEBSITE_INSTANCE_ID,
      ids: documents.map(({ id }) => id),
      retry: context.retryContext ?? null,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}

app.cosmosDB('patient', {
  ...trigger,
  retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: 0 },
  handler: (documents, context) => report('patient', documents, context),
});

app.cosmosDB('hasty', {
  ...trigger,
  handler: (documents, context) => report('hasty', documents, context),
});

app.timer('tick', {
  schedule: '%FIXTURE_SCHEDULE%',
  useMonitor: true,
  handler: (timer, context) => report(timer.isPastDue ? 'tick-past-due' : 'tick', [], context),
});

app.http('greet', {
  route: 'greet/{name}',
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request) => ({
    status: 201,
    headers: { 'x-greeted': request.params.name },
    jsonBody: { name: request.params.name, loud: request.query.get('loud'), body: await request.text() },
  }),
});

app.http('secret', {
  methods: ['POST'],
  authLevel: 'function',
  handler: async () => ({ body: 'told' }),
});
