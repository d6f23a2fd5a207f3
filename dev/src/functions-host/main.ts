import { parseArgs } from 'node:util';
import { createHostLog } from './host-log.ts';
import { startFunctionsHost } from './start-functions-host.ts';

const { values } = parseArgs({
  options: {
    app: { type: 'string', default: process.cwd() },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '7071' },
    'log-level': { type: 'string', default: 'information' },
  },
});

const log = createHostLog(values['log-level'], (line) => process.stdout.write(line));
const functionsHost = await startFunctionsHost({
  directory: values.app,
  host: values.host,
  port: Number(values.port),
  settings: process.env,
  log,
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    log('information', 'Host', 'stopping');
    await functionsHost[Symbol.asyncDispose]();
    process.exit(0);
  });
}
