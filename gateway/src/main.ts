import { readFileSync } from 'node:fs';
import type { Environment } from '@headgate/service/parse-config.ts';
import { type Command, readArguments, usage } from './command-line/read-arguments.ts';
import { findConfigFile } from './config/find-config-file.ts';

// What a command needs is loaded for it alone: a gateway that starts waits for nothing else.

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
    case 'serve': {
      const { serveGateway } = await import('./composition/serve-gateway.ts');
      return serveGateway(addConfigFile(command.env));
    }
    default: {
      const { runTopic } = await import('./command-line/run-topic.ts');
      const code = await runTopic(command, { env: process.env, addConfigFile, say, warn });
      if (code !== 0) process.exitCode = code;
    }
  }
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
