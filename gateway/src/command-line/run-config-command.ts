import { ConfigError, type Environment, parseConfig } from '@headgate/service/parse-config.ts';
import { gatewayConfig } from '../config/config.ts';
import { printOptions } from '../config/print-options.ts';
import { writeOptionsSchema } from '../config/write-options-schema.ts';

export interface ConfigCommand {
  readonly action: 'check' | 'print' | 'schema';
}

/**
 * Checks the configuration that a gateway would start with, prints it, or prints the JSON Schema of its file.
 * @throws ConfigError with every problem
 */
export function runConfigCommand(
  { action }: ConfigCommand,
  { env, say }: { readonly env: Environment; readonly say: (line: string) => void },
): void {
  if (action === 'schema') {
    say(JSON.stringify(writeOptionsSchema(), null, 2));
    return;
  }
  try {
    parseConfig(gatewayConfig, env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(`The configuration has these problems:\n${error.message}`);
  }
  say(
    action === 'check'
      ? `${env['HEADGATE_CONFIG'] ?? 'the environment'}: no problems`
      : printOptions(env).trimEnd(),
  );
}
