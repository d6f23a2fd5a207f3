import { app, type CosmosDBHandler, type InvocationContext, type RetryOptions } from '@azure/functions';
import { alertsContainer } from '@headgate/alerting/alerting-containers.ts';
import { activityTable, alertsTable } from '@headgate/mirroring/tables.ts';
import type { Config } from './config.ts';
import type { Dependencies } from './create-dependencies.ts';
import { detectInactivity } from './detect-inactivity.ts';
import { dispatchAlerts } from './dispatch-alerts.ts';
import { eraseAccounts } from './erasure/erase-accounts.ts';
import { type Delivery, evaluateActivity } from './evaluate-activity.ts';
import { mirrorChanges } from './mirror-changes.ts';
import { mirrorDocuments } from './mirror-documents.ts';
import { pushAlerts } from './push/push-alerts.ts';
import { pushHeldAlerts } from './push/push-held-alerts.ts';
import { type ReplayDependencies, replayDeadLetters } from './replay-dead-letters.ts';

/** Without a policy of its own a function loses every page that fails once. */
const retry: RetryOptions = {
  strategy: 'exponentialBackoff',
  maxRetryCount: 8,
  minimumInterval: { seconds: 1 },
  maximumInterval: { minutes: 1 },
};

/** Registers the functions of this app with the Functions runtime. */
export function registerFunctions(
  dependencies: Dependencies,
  { cosmos, feedPollDelayMs, eraseSchedule }: Pick<Config, 'cosmos' | 'feedPollDelayMs' | 'eraseSchedule'>,
): void {
  const trigger = {
    // With an identity in place of a key, the runtime reads the account from COSMOS__accountEndpoint.
    connection: cosmos.account.signInWith === 'key' ? 'COSMOS_CONNECTION_STRING' : 'COSMOS',
    databaseName: cosmos.databaseId,
    leaseContainerName: 'leases',
    createLeaseContainerIfNotExists: true,
    startFromBeginning: true,
    feedPollDelay: feedPollDelayMs,
    maxItemsPerInvocation: 500,
    retry,
  };
  const handle =
    (process: Process): CosmosDBHandler =>
    async (documents, context) => {
      await dependencies.prepare();
      dependencies.observe.feed(context.functionName, documents);
      await process(dependencies, toDelivery(documents, context));
    };
  app.cosmosDB('evaluate-activity', {
    ...trigger,
    containerName: 'activity',
    leaseContainerPrefix: 'evaluate-activity.',
    handler: handle(feedFunctions['evaluate-activity']),
  });
  app.cosmosDB('dispatch-alerts', {
    ...trigger,
    containerName: alertsContainer.id,
    leaseContainerPrefix: 'dispatch-alerts.',
    handler: handle(feedFunctions['dispatch-alerts']),
  });
  const { push } = dependencies;
  if (push) {
    app.cosmosDB('push-alerts', {
      ...trigger,
      containerName: alertsContainer.id,
      leaseContainerPrefix: 'push-alerts.',
      handler: handle(feedFunctions['push-alerts']),
    });
    app.timer('push-held-alerts', {
      schedule: '*/15 * * * * *',
      async handler(_timer, context) {
        await dependencies.prepare();
        const count = await pushHeldAlerts({ ...dependencies, push });
        if (count > 0) context.log(`took up ${count} alerts that were held`);
      },
    });
  } else {
    app.hook.appStart(() => console.info('push is off: NOTIFICATION_HUB_CONNECTION_STRING is not set'));
  }
  if (dependencies.mirrors) {
    for (const name of ['mirror-activity', 'mirror-alerts'] as const)
      app.cosmosDB(name, {
        ...trigger,
        containerName: mirrored[name].name,
        leaseContainerPrefix: `${name}.`,
        handler: handle(feedFunctions[name]),
      });
  }
  registerAccountTimers(dependencies, eraseSchedule);
  app.timer('detect-inactivity', {
    schedule: '0 * * * * *',
    retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: { seconds: 5 } },
    async handler(_timer, context) {
      await dependencies.prepare();
      context.log(`raised ${await detectInactivity(dependencies)} alerts`);
    },
  });
  app.timer('measure-backlog', {
    schedule: '30 * * * * *',
    async handler() {
      await dependencies.prepare();
      await dependencies.observeBacklog();
    },
  });
  registerReplay(dependencies);
}

/** Registers what is done about accounts from time to time, where it is wanted. */
function registerAccountTimers(dependencies: Dependencies, eraseSchedule: Config['eraseSchedule']): void {
  const { erasures, mirrorAccounts } = dependencies;
  if (mirrorAccounts)
    app.timer('mirror-accounts', {
      schedule: '*/15 * * * * *',
      async handler(_timer, context) {
        await dependencies.prepare();
        const count = await mirrorAccounts();
        if (count > 0) context.log(`mirrored ${count} users and places`);
      },
    });
  if (erasures)
    app.timer('erase-accounts', {
      schedule: eraseSchedule,
      async handler(_timer, context) {
        await dependencies.prepare();
        const count = await eraseAccounts(erasures, dependencies.eraseUser);
        if (count > 0) context.log(`erased ${count} accounts`);
      },
    });
}

/** Registers what gives dead letters to the function again that they are of. */
function registerReplay(dependencies: Dependencies): void {
  app.http('replay-dead-letters', {
    route: 'dead-letters/{functionName}/replay',
    methods: ['POST'],
    authLevel: 'function',
    async handler({ params }, context) {
      const name = params['functionName'];
      const process = isFeedFunction(name) ? { ...feedFunctions, ...replayFunctions }[name] : undefined;
      if (
        !name ||
        !process ||
        (name === 'push-alerts' && !dependencies.push) ||
        (name in mirrored && !dependencies.mirrors)
      )
        return { status: 404, jsonBody: { message: 'There is no such function.' } };
      await dependencies.prepare();
      const replay = { ...dependencies, process: toReplay(process, dependencies) };
      const outcome = await replayDeadLetters(replay, name);
      context.log(`replayed ${outcome.replayed} dead letters of ${name}, ${outcome.buried} died again`);
      return { jsonBody: outcome };
    },
  });
}

type Process = (dependencies: Dependencies, delivery: Delivery) => Promise<void>;

/** The tables of the functions that mirror one. */
const mirrored = { 'mirror-activity': activityTable, 'mirror-alerts': alertsTable };

function mirror(name: keyof typeof mirrored): Process {
  return async ({ mirrors, bury }, delivery) => {
    if (!mirrors) throw new Error('There is no landing zone.');
    await mirrorChanges(mirrored[name], { mirrors, bury }, delivery);
  };
}

/** What is given documents again otherwise than the feed gives them. */
const replayFunctions = {
  'mirror-activity': remirror('mirror-activity'),
  'mirror-alerts': remirror('mirror-alerts'),
};

function remirror(name: keyof typeof mirrored): Process {
  return async ({ mirrors, bury }, delivery) => {
    if (!mirrors) throw new Error('There is no landing zone.');
    await mirrorDocuments(mirrored[name], { mirrors, bury }, delivery);
  };
}

/** What follows a change feed, and can be given its documents again. */
const feedFunctions = {
  'evaluate-activity': evaluateActivity,
  'dispatch-alerts': dispatchAlerts,
  'push-alerts': async (dependencies, delivery) => {
    if (!dependencies.push) throw new Error('There is no notification hub.');
    await pushAlerts({ ...dependencies, push: dependencies.push }, delivery);
  },
  'mirror-activity': mirror('mirror-activity'),
  'mirror-alerts': mirror('mirror-alerts'),
} satisfies Record<string, Process>;

function isFeedFunction(name: string | undefined): name is keyof typeof feedFunctions {
  return name !== undefined && Object.hasOwn(feedFunctions, name);
}

function toReplay(process: Process, dependencies: Dependencies): ReplayDependencies['process'] {
  return (delivery, bury) => process({ ...dependencies, bury }, delivery);
}

function toDelivery(documents: readonly unknown[], context: InvocationContext): Delivery {
  const { retryCount = 0, maxRetryCount = 0 } = context.retryContext ?? {};
  return {
    documents,
    functionName: context.functionName,
    attempt: retryCount + 1,
    isLastAttempt: maxRetryCount >= 0 && retryCount >= maxRetryCount,
  };
}
