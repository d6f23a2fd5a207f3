import { setTimeout as delay } from 'node:timers/promises';
import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import type { FunctionApp } from './create-functions-core.ts';
import type { RunAsSingleton } from './create-singleton.ts';
import { fillAppSettings } from './fill-app-settings.ts';
import type { FunctionBinding } from './functions-core.ts';
import { invokeWithRetry } from './invoke-with-retry.ts';
import type { TimerStatus, TimerStatusStore } from './timer-status-store.ts';

const bindingSchema = z.object({
  /** https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer#ncrontab-expressions */
  schedule: z.string(),
  runOnStartup: z.boolean().default(false),
  useMonitor: z.boolean().default(true),
});

export interface TimerHostOptions {
  readonly app: FunctionApp;
  readonly settings: Readonly<Record<string, string | undefined>>;
  readonly statuses: TimerStatusStore;
  readonly runAsSingleton: RunAsSingleton;
}

/** Timers of Node cannot wait for longer, in milliseconds. */
const maxWaitMs = 2 ** 31 - 1;

/**
 * Runs a function on its schedule, in the time zone WEBSITE_TIME_ZONE or UTC, until told to stop; resolves when the
 * invocation that runs then has ended. As in the real host, one host runs it at a time, times that pass during an invocation
 * are left out, and one that passed while no host ran is made up for once, at the start.
 * @throws for a schedule that is none, before anything runs.
 */
export function startTimerTrigger(
  options: TimerHostOptions,
  functionName: string,
  binding: FunctionBinding,
): Promise<void> {
  const { schedule, ...timer } = bindingSchema.parse(binding);
  const expression = fillAppSettings(schedule, options.settings);
  const tz = options.settings['WEBSITE_TIME_ZONE'] ?? 'UTC';
  const parse = (currentDate: Date) => CronExpressionParser.parse(expression, { tz, currentDate });
  parse(new Date());
  const next = (after: Date) => parse(after).next().toDate();
  return options.runAsSingleton(functionName, (signal) =>
    runTimer({ ...options, signal }, functionName, { ...timer, next }),
  );
}

interface RunningTimerOptions extends TimerHostOptions {
  readonly signal: AbortSignal;
}

interface TimerSchedule {
  readonly runOnStartup: boolean;
  readonly useMonitor: boolean;
  /** The first time after one. */
  readonly next: (after: Date) => Date;
}

async function runTimer(options: RunningTimerOptions, functionName: string, schedule: TimerSchedule) {
  const { signal, statuses } = options;
  const known = schedule.useMonitor ? await statuses.read(functionName) : undefined;
  let next = schedule.next(new Date());
  let last = known?.last ?? new Date(0).toISOString();
  const run = async (isPastDue: boolean) => {
    await invoke(options, functionName, { last, next: next.toISOString() }, isPastDue);
    const now = new Date();
    last = now.toISOString();
    next = schedule.next(now);
    if (schedule.useMonitor) await statuses.write(functionName, { last, next: next.toISOString() });
  };
  const isPastDue = known !== undefined && Date.parse(known.next) < Date.now();
  if (isPastDue || schedule.runOnStartup) await run(isPastDue);
  while (await waitUntil(next, signal)) await run(false);
}

async function invoke(
  { app, signal }: RunningTimerOptions,
  functionName: string,
  { last, next }: TimerStatus,
  isPastDue: boolean,
): Promise<void> {
  const timer = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: last, Next: next, LastUpdated: last },
    IsPastDue: isPastDue,
  };
  try {
    await invokeWithRetry(app, functionName, { json: JSON.stringify(timer) }, { signal });
  } catch (error) {
    if (signal.aborted) return;
    const reason = error instanceof Error ? error.stack : String(error);
    app.log('error', `Function.${functionName}`, `failed: ${reason}`);
  }
}

/** Answers false when it is told to stop before. */
async function waitUntil(time: Date, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted && time.getTime() > Date.now()) {
    const waitMs = Math.min(time.getTime() - Date.now(), maxWaitMs);
    await delay(waitMs, undefined, { signal }).catch(() => undefined);
  }
  return !signal.aborted;
}
