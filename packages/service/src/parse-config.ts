import type { z } from 'zod';

/** The environment does not make a configuration. `message` lists every problem, one a line, by variable name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const secret = /KEY|SECRET|TOKEN|PASSWORD|CONNECTION_STRING|URL/;

/**
 * Reads a configuration from environment variables; an empty variable counts as absent.
 * A variable's `.describe()` text says what was expected of it.
 * @throws {ConfigError} with all problems at once; values that may hold a secret are not repeated.
 */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, env: Environment): z.output<Schema> {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(present);
  if (result.success) return result.data;
  const problems = new Map<string, string>();
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? '(environment)');
    if (!problems.has(name)) problems.set(name, describeProblem(name, present[name], issue.message));
  }
  const width = Math.max(...[...problems.keys()].map((name) => name.length));
  throw new ConfigError(
    [...problems].map(([name, problem]) => `  ${name.padEnd(width)}  ${problem}`).join('\n'),
  );
}

function describeProblem(name: string, value: string | undefined, message: string): string {
  if (value === undefined) return `is missing: ${message}`;
  return secret.test(name) ? `is wrong: ${message}` : `is ${JSON.stringify(value)}: ${message}`;
}
