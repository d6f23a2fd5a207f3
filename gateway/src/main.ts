import { readFileSync } from 'node:fs';
import type { Environment } from '@headgate/service/parse-config.ts';
import { runService } from '@headgate/service/run-service.ts';
import { type Command, readArguments, usage } from './command-line/read-arguments.ts';
import { runCheckCommand } from './command-line/run-check-command.ts';
import { runComposeCommand } from './command-line/run-compose-command.ts';
import { runConfigCommand } from './command-line/run-config-command.ts';
import { runDocumentsCommand } from './command-line/run-documents-command.ts';
import { runUsageCommand } from './command-line/run-usage-command.ts';
import { keepAnswersYoung } from './composition/keep-answers-young.ts';
import { startGateway } from './composition/start-gateway.ts';
import { gatewayConfig } from './config/config.ts';
import { findConfigFile } from './config/find-config-file.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
const warn = (line: string) => void process.stderr.write(`${line}\n`);

async function run(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(usage);
      return;
    case 'version':
      say(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version);
      return;
    case 'mistake':
      throw new Error(`${command.message}\n\n${usage.trimEnd()}`);
    case 'documents':
      return runDocumentsCommand(command.command, { env: process.env, say });
    case 'usage':
      if (await runUsageCommand(command.command, { env: process.env, say, now: Date.now }))
        process.exitCode = 1;
      return;
    case 'config':
      return runConfigCommand(command.command, { env: addConfigFile(command.env), say });
    case 'compose':
      return runComposeCommand(command.command, { say, warn });
    case 'check':
      if ((await runCheckCommand(command.command, { say, warn })) > 0) process.exitCode = 1;
      return;
    case 'serve':
      return serve(addConfigFile(command.env));
  }
}

async function serve(env: Environment): Promise<void> {
  keepAnswersYoung();
  await runService(
    {
      name: 'gateway',
      config: gatewayConfig,
      start: (config, logger) => startGateway({ config, logger }),
      stopDeadlineMs: ({ drainMs, requestTimeoutMs }) => drainMs + requestTimeoutMs + 5_000,
    },
    env,
  );
}

/** Names the configuration file of this folder, where nobody names one. */
function addConfigFile(env: Environment): Environment {
  if (env['HEADGATE_CONFIG']) return env;
  const file = findConfigFile(process.cwd());
  return file === undefined ? env : { ...env, HEADGATE_CONFIG: file };
}

try {
  await run(readArguments(process.argv.slice(2), process.env));
} catch (error) {
  warn(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
