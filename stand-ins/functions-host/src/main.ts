import { resolve } from 'node:path';
import { z } from 'zod';
import { createHostLog, hostLogLevels } from './host-log.ts';
import { startFunctionsHost } from './start-functions-host.ts';

const schema = z.object({
  /** The built app. Its app settings are this process's environment. */
  APP_DIRECTORY: z.string({ error: 'expected the folder of a built functions app' }),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(7071),
  /** Where it is kept when timers have run. Default: nowhere. */
  STATE_DIRECTORY: z.string().optional(),
  /** Key of the HTTP triggers that are not anonymous. Default: none is asked for. */
  FUNCTIONS_KEY: z.string().min(1).optional(),
  FUNCTIONS_LOG_LEVEL: z.enum(hostLogLevels).default('information'),
});

const config = schema.safeParse(process.env);
if (!config.success) {
  process.stderr.write(`The functions host cannot start:\n${z.prettifyError(config.error)}\n`);
  process.exit(1);
}
const log = createHostLog(config.data.FUNCTIONS_LOG_LEVEL, (line) => process.stdout.write(line));
const functionsHost = await startFunctionsHost({
  directory: resolve(config.data.APP_DIRECTORY),
  host: config.data.HOST,
  port: config.data.PORT,
  settings: process.env,
  ...(config.data.STATE_DIRECTORY && { stateDirectory: resolve(config.data.STATE_DIRECTORY) }),
  ...(config.data.FUNCTIONS_KEY && { accessKey: config.data.FUNCTIONS_KEY }),
  log,
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    log('information', 'Host', 'stopping');
    await functionsHost[Symbol.asyncDispose]();
    process.exit(0);
  });
}
