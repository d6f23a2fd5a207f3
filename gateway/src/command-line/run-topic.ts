import type { Environment } from '@headgate/service/parse-config.ts';
import type { Command } from './read-arguments.ts';
import { runCheckCommand } from './run-check-command.ts';
import { runComposeCommand } from './run-compose-command.ts';
import { runConfigCommand } from './run-config-command.ts';
import { runDocumentsCommand } from './run-documents-command.ts';
import { runUsageCommand } from './run-usage-command.ts';

export type TopicCommand = Extract<Command, { readonly command: unknown }>;

export interface TopicOptions {
  readonly env: Environment;
  /** Names the configuration file, where nobody names one. */
  readonly addConfigFile: (env: Environment) => Environment;
  readonly say: (line: string) => void;
  readonly warn: (line: string) => void;
}

/** Runs what is no serving; resolves with the exit code. */
export async function runTopic(command: TopicCommand, options: TopicOptions): Promise<number> {
  const { env, addConfigFile, say, warn } = options;
  switch (command.kind) {
    case 'documents':
      await runDocumentsCommand(command.command, { env, say });
      return 0;
    case 'usage':
      return (await runUsageCommand(command.command, { env, say, now: Date.now })) ? 1 : 0;
    case 'config':
      await runConfigCommand(command.command, { env: addConfigFile(command.env), say });
      return 0;
    case 'compose':
      await runComposeCommand(command.command, { say, warn });
      return 0;
    case 'check':
      return (await runCheckCommand(command.command, { say, warn })) > 0 ? 1 : 0;
  }
}
