import type { Container } from '@azure/cosmos';
import { alertsContainer, deadLettersContainer } from '@headgate/alerting/alerting-containers.ts';
import { createCosmosEvaluationStore } from '@headgate/alerting/create-cosmos-evaluation-store.ts';
import { createProgressCache } from '@headgate/alerting/create-progress-cache.ts';
import { evaluateUserActivity, evaluateUserSilence } from '@headgate/alerting/evaluate-user-activity.ts';
import { connectCosmos } from '@headgate/cosmos/connect-cosmos.ts';
import { ensureContainers } from '@headgate/cosmos/ensure-containers.ts';
import { mirrorsContainer } from '@headgate/mirroring/create-cosmos-mirror-state-store.ts';
import { readRedisSettings } from '@headgate/redis/read-redis-settings.ts';
import { createObserveAlertAge } from '@headgate/telemetry/alerting/observe-alert-age.ts';
import {
  createObservePipeline,
  type ObservePipeline,
} from '@headgate/telemetry/alerting/observe-pipeline.ts';
import type { Config } from './config.ts';
import { createReadAccountChanges } from './create-account-changes.ts';
import { createAlertPublisher } from './create-alert-publisher.ts';
import { createDeadLetters } from './create-dead-letters.ts';
import { createMirrors } from './create-mirrors.ts';
import { type BuryDocument, createDeadLetterWriter } from './dead-letter.ts';
import type { DetectInactivityDependencies } from './detect-inactivity.ts';
import type { DispatchAlertsDependencies } from './dispatch-alerts.ts';
import { createEraseFromStreams } from './erasure/create-erase-from-streams.ts';
import { createErasures, type Erasures } from './erasure/create-erasures.ts';
import { eraseUser } from './erasure/erase-user.ts';
import type { EvaluateActivityDependencies } from './evaluate-activity.ts';
import { markSent } from './mark-sent.ts';
import { measureBacklog } from './measure-backlog.ts';
import { mirrorAccounts } from './mirror-accounts.ts';
import type { Mirrors } from './mirror-changes.ts';
import { createFindTargets } from './push/create-find-targets.ts';
import { createGetToken } from './push/create-get-token.ts';
import { createPushStore } from './push/create-push-store.ts';
import { createSendPush } from './push/create-send-push.ts';
import type { PushServices } from './push/push-services.ts';
import type { DeadLetters } from './replay-dead-letters.ts';

/** What the functions work with. */
export interface Dependencies
  extends EvaluateActivityDependencies,
    DetectInactivityDependencies,
    DispatchAlertsDependencies {
  readonly letters: DeadLetters;
  /** null without a notification hub. */
  readonly push: PushServices | null;
  /** null where nothing is mirrored. */
  readonly mirrors: Mirrors | null;
  /** Erases a user from all stores but accounts. */
  readonly eraseUser: (userId: string) => Promise<void>;
  /** null where accounts is not known. */
  readonly erasures: Erasures | null;
  /** Mirrors users and places; null where accounts is not known, or nothing is mirrored. Answers how many rows. */
  readonly mirrorAccounts: (() => Promise<number>) | null;
  /** Told what becomes of alerts on their way. */
  readonly observe: ObservePipeline;
  /** Tells what waits. */
  readonly observeBacklog: () => Promise<void>;
  /** Clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves when the containers are there; call it before anything else. */
  prepare(): Promise<void>;
}

/** Constructs the clients; nothing is sent before it is needed, so that an app starts while its database is away. */
export function createDependencies(config: Config, now: () => number = Date.now): Dependencies {
  const { database } = connectCosmos(config.cosmos);
  const container = database.container(alertsContainer.id);
  const deadLetters = database.container(deadLettersContainer.id);
  const store = createCosmosEvaluationStore(container);
  const evaluation = { store, cache: createProgressCache(), now };
  const redis = readRedisSettings(config.redis);
  const mirrors = config.landingZone === undefined ? null : createMirrors(database, config.landingZone, now);
  const accounts = config.accounts && {
    url: config.accounts.url,
    getToken: createGetToken(config.accounts.identity, now),
  };
  const observe = createObservePipeline(now);
  const write = createDeadLetterWriter(deadLetters, now);
  const bury: BuryDocument = async (letter) => {
    await write(letter);
    observe.deadLetter(letter.functionName);
  };
  const readChanges = accounts && createReadAccountChanges(accounts);
  const mirrorOfAccounts = mirrors && readChanges && (() => mirrorAccounts({ mirrors, readChanges, bury }));
  const erase = {
    activity: database.container('activity'),
    alerts: container,
    deadLetters,
    mirrors,
    mirrorAccounts: async () => mirrorOfAccounts?.(),
    eraseFromStreams: createEraseFromStreams(redis),
  };
  let prepared: Promise<unknown> | undefined;
  return {
    async prepare() {
      prepared ??= ensureContainers(database, [
        alertsContainer,
        deadLettersContainer,
        ...(config.landingZone === undefined ? [] : [mirrorsContainer]),
      ]);
      try {
        await prepared;
      } catch (error) {
        prepared = undefined;
        throw error;
      }
    },
    evaluate: (userId, events) => evaluateUserActivity(evaluation, userId, events),
    listDue: (limit) => store.listDue(now(), limit),
    evaluateSilence: (userId) => evaluateUserSilence(evaluation, userId),
    bury,
    letters: createDeadLetters(deadLetters),
    publish: redis ? createAlertPublisher(redis).publish : async () => undefined,
    observeAge: createObserveAlertAge('published', now),
    markSent: (entries) => markSent(container, entries, now),
    mirrors,
    eraseUser: (userId) => eraseUser(userId, erase),
    erasures: accounts && createErasures(accounts),
    mirrorAccounts: mirrorOfAccounts,
    push: config.push && createPushServices(config.push, { container, observe, now }),
    observe,
    observeBacklog: async () => observe.backlog(await measureBacklog({ alerts: container, deadLetters })),
    now,
  };
}

function createPushServices(
  { hub, accountsUrl, identity }: NonNullable<Config['push']>,
  {
    container,
    observe,
    now,
  }: { readonly container: Container; readonly observe: ObservePipeline; readonly now: () => number },
): PushServices {
  const store = createPushStore(container);
  return {
    findTargets: createFindTargets({ url: accountsUrl, getToken: createGetToken(identity, now) }),
    store: {
      ...store,
      async mark(entry, mark) {
        await store.mark(entry, mark);
        observe.push(mark.phase, entry.alert);
      },
    },
    send: createSendPush(hub),
  };
}
