import { setTimeout as delay } from 'node:timers/promises';
import type { Container, FeedRange } from '@azure/cosmos';
import type { CosmosTriggerSettings } from './cosmos-trigger-settings.ts';
import type { FunctionApp } from './create-functions-core.ts';
import { createIdlePause } from './create-idle-pause.ts';
import { holdLease } from './hold-lease.ts';
import { invokeWithRetry } from './invoke-with-retry.ts';
import type { HeldLease, LeaseOptions } from './lease-store.ts';
import { readChangeFeed } from './read-change-feed.ts';

export interface CosmosTriggerOptions {
  readonly app: FunctionApp;
  readonly functionName: string;
  readonly settings: CosmosTriggerSettings;
  readonly container: Container;
  readonly lease: LeaseOptions;
  readonly signal: AbortSignal;
}

/**
 * Feeds the changes of one range to a function until it is told to stop, as the extension's change feed processor does:
 * one page at a time, at least once, while this host holds the range's lease; else it stands by. When the function has failed
 * and has no retries left, the page is lost to it and the next one comes. A stop between two tries leaves the page for the
 * next start.
 * @throws what the SDK throws.
 */
export async function runCosmosTrigger(options: CosmosTriggerOptions, range: FeedRange): Promise<void> {
  const { app, functionName, lease, signal } = options;
  const onLost = () => app.log('warning', functionName, 'another host has taken its lease: it stands by');
  await holdLease({ lease, range, signal, onLost }, (held, untilLost) =>
    readRange({ ...options, signal: untilLost }, range, held),
  );
}

async function readRange(options: CosmosTriggerOptions, range: FeedRange, lease: HeldLease): Promise<void> {
  const { settings, container, signal } = options;
  const readNext = readChangeFeed(container, {
    range,
    continuation: lease.continuation,
    start: startOf(settings),
    pageSize: settings.maxItemsPerInvocation,
  });
  let isPositionSaved = lease.continuation !== null;
  const pauses = createIdlePause(settings.feedPollDelay);
  while (!signal.aborted) {
    const { documents, continuation } = await readNext();
    if (documents.length > 0 && !(await processPage(options, documents))) return;
    // The first position counts even when nothing was there yet: "from now" would be later after a restart.
    if (documents.length > 0 || !isPositionSaved) await lease.checkpoint(continuation);
    isPositionSaved = true;
    if (documents.length === 0) await pause(pauses.next(), signal);
    else pauses.begin();
  }
}

function startOf(settings: CosmosTriggerSettings): 'beginning' | 'now' | Date {
  if (settings.startFromTime) return new Date(settings.startFromTime);
  return settings.startFromBeginning ? 'beginning' : 'now';
}

/** Answers false when the host was told to stop before the function was through with the page. */
async function processPage(options: CosmosTriggerOptions, documents: readonly unknown[]): Promise<boolean> {
  const { app, functionName, signal } = options;
  const count = String(documents.length);
  try {
    await invokeWithRetry(
      app,
      functionName,
      { json: JSON.stringify(documents) },
      { signal, triggerMetadata: { documentCount: { string: count } } },
    );
  } catch (error) {
    if (signal.aborted) return false;
    const reason = error instanceof Error ? error.stack : String(error);
    app.log(
      'error',
      `Function.${functionName}`,
      `failed for good, ${count} documents are lost to it: ${reason}`,
    );
  }
  return true;
}

/** Waits, but not longer than until the signal. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
