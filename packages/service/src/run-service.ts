import type { z } from 'zod';
import { runBeforeExit } from './before-exit.ts';
import { createLogger, type Logger } from './create-logger.ts';
import { ConfigError, type Environment, parseConfig } from './parse-config.ts';

/** How long a service may take to stop before it is ended, in milliseconds, unless it says otherwise. */
const defaultStopDeadlineMs = 25_000;

export interface ServiceDefinition<Schema extends z.ZodType<{ logLevel: string }>> {
  readonly name: string;
  readonly config: Schema;
  /** Constructs and starts everything; what it returns is disposed of when the process is told to stop. */
  start(config: z.output<Schema>, logger: Logger): Promise<AsyncDisposable>;
  /** Calls back when it is to stop; a second time, and it ends at once. Default: on SIGINT and SIGTERM. */
  listenForStop?(stop: (reason: string) => void): void;
  /** How long it may take to stop before it is ended, in milliseconds. Default: 25 seconds. */
  stopDeadlineMs?(config: z.output<Schema>): number;
}

/**
 * Runs a service from its environment until SIGINT or SIGTERM.
 * Exit code 0 after an orderly stop; 1 for a wrong environment, a failed start, a crash, a stop past its deadline.
 */
export async function runService<Schema extends z.ZodType<{ logLevel: string }>>(
  definition: ServiceDefinition<Schema>,
  env: Environment,
): Promise<void> {
  const config = readConfig(definition, env);
  const logger = createLogger({ name: definition.name, level: config.logLevel });
  let isFailing = false;
  const fail = (error: unknown, message: string) => {
    logger.fatal({ err: error }, message);
    if (isFailing) process.exit(1);
    isFailing = true;
    void endFailed();
  };
  process.on('uncaughtException', (error) => fail(error, 'crashed'));
  process.on('unhandledRejection', (error) =>
    fail(error, 'crashed: a promise was rejected and nobody handled it'),
  );
  const starting = definition.start(config, logger);
  // From the beginning: a service that is told to stop while it starts stops in order too.
  const stopDeadlineMs = definition.stopDeadlineMs?.(config) ?? defaultStopDeadlineMs;
  const listenForStop = definition.listenForStop ?? listenForSignals;
  listenForStop(createStop(starting, { stopDeadlineMs, logger }));
  await starting.catch((error: unknown) => fail(error, describeStartFailure(error)));
}

function readConfig<Schema extends z.ZodType<{ logLevel: string }>>(
  definition: ServiceDefinition<Schema>,
  env: Environment,
): z.output<Schema> {
  try {
    return parseConfig(definition.config, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(
      `${definition.name} cannot start; the environment has these problems:\n${error.message}\n`,
    );
    process.exit(1);
  }
}

/** Who collects what a process tells is to hear why it ended. */
async function endFailed(): Promise<never> {
  await runBeforeExit();
  process.exit(1);
}

function describeStartFailure(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `cannot start: port ${port} is taken; set PORT to another one`;
  return 'cannot start';
}

function listenForSignals(stop: (reason: string) => void): void {
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function createStop(
  starting: Promise<AsyncDisposable>,
  { stopDeadlineMs, logger }: { readonly stopDeadlineMs: number; readonly logger: Logger },
): (reason: string) => Promise<void> {
  let stopping = false;
  return async (reason) => {
    if (stopping) process.exit(1);
    stopping = true;
    logger.info({ signal: reason }, 'stopping');
    setTimeout(() => {
      logger.error({ stopDeadlineMs }, 'did not stop in time');
      void endFailed();
    }, stopDeadlineMs).unref();
    const service = await starting;
    await service[Symbol.asyncDispose]();
    logger.info('stopped');
    await runBeforeExit();
    process.exit(0);
  };
}
