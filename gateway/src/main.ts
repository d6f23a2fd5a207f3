import { readFileSync } from 'node:fs';
import { runService } from '@headgate/service/run-service.ts';
import { gatewayConfig } from './config.ts';
import { keepAnswersYoung } from './keep-answers-young.ts';
import { readArguments, usage } from './read-arguments.ts';
import { runDocumentsCommand } from './run-documents-command.ts';
import { startGateway } from './start-gateway.ts';

const command = readArguments(process.argv.slice(2), process.env);
if (command.kind === 'help') {
  process.stdout.write(usage);
} else if (command.kind === 'version') {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  process.stdout.write(`${manifest.version}\n`);
} else if (command.kind === 'mistake') {
  process.stderr.write(`${command.message}\n\n${usage}`);
  process.exitCode = 1;
} else if (command.kind === 'documents') {
  try {
    const say = (line: string) => process.stdout.write(`${line}\n`);
    await runDocumentsCommand(command.command, { env: process.env, say });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
} else {
  keepAnswersYoung();
  await runService(
    {
      name: 'gateway',
      config: gatewayConfig,
      start: (config, logger) => startGateway({ config, logger }),
    },
    command.env,
  );
}
