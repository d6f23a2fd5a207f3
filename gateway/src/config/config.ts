import { cacheEnvironment, toCacheConfig } from '@headgate/redis/redis-config.ts';
import { z } from 'zod';
import { addVariables } from './add-variables.ts';
import type { Extensions } from './extensions.ts';
import { optionsSchema } from './options-schema.ts';
import { readOptionsFile } from './read-options-file.ts';
import { toGatewayConfig } from './to-gateway-config.ts';
import { type Variable, variables } from './variables.ts';

export type { GatewayConfig } from './to-gateway-config.ts';

/** What the commands that use Redis alone are told. */
export const redisConfig = z.object(cacheEnvironment).transform(toCacheConfig);

type VariableName = keyof typeof variables | 'HEADGATE_CONFIG' | 'NODE_ENV';

const names = [...Object.keys(variables), 'HEADGATE_CONFIG', 'NODE_ENV'] as VariableName[];
const environment = z.object(
  Object.fromEntries(names.map((name) => [name, z.string().optional()])) as Record<
    VariableName,
    z.ZodOptional<z.ZodString>
  >,
);

/** What the gateway is told before it starts: environment variables, above the file that HEADGATE_CONFIG names. */
export const gatewayConfig = environment.transform((env, context) => {
  const path = env.HEADGATE_CONFIG;
  const file = path === undefined ? { options: {}, extensions: {} } : readOptionsFile(path);
  const inFile = 'problems' in file ? [...file.problems] : [];
  const { options, extensions }: { options: object; extensions: Extensions } =
    'problems' in file ? { options: {}, extensions: {} } : file;
  const layers = addVariables(options as Record<string, unknown>, env);
  const unreadable = layers.problems.map(({ name }) => name);
  for (const { name, message } of layers.problems)
    context.addIssue({ code: 'custom', path: [name], message });
  const { data, error } = optionsSchema.safeParse(layers.options);
  for (const issue of error?.issues ?? []) {
    const name = findVariable(issue.path);
    const isOfFile = name === undefined || (env[name] === undefined && has(options, issue.path));
    if (isOfFile) inFile.push(describeIssue(issue));
    else context.addIssue({ code: 'custom', path: [name], message: issue.message });
  }
  const hasSource = has(layers.options, ['supergraph']) || has(layers.options, ['subgraphs']);
  if (!hasSource && !unreadable.includes('SUBGRAPHS')) {
    context.addIssue({ code: 'custom', path: ['SUPERGRAPH'], message: sourceExpected });
  }
  if (inFile.length > 0) {
    const message = ['the file has these problems:', ...inFile].join('\n      ');
    context.addIssue({ code: 'custom', path: ['HEADGATE_CONFIG'], message });
  }
  if (!data || context.issues.length > 0) return z.NEVER;
  try {
    return toGatewayConfig(data, extensions, { isProduction: env.NODE_ENV === 'production' });
  } catch (failure) {
    const message = `expected a file of certificates (PEM): ${failure instanceof Error ? failure.message : failure}`;
    context.addIssue({ code: 'custom', path: ['REDIS_CA_FILE'], message });
    return z.NEVER;
  }
});

const sourceExpected =
  'expected a file or directory (also: --supergraph PATH), or SUBGRAPHS=name=url,... to compose running subgraphs';

/** The variable that stands for an option, or for something in it. */
function findVariable(path: readonly PropertyKey[]): VariableName | undefined {
  const entries = Object.entries<Variable>(variables) as [VariableName, Variable][];
  return entries.find(
    ([, { path: own, kind }]) =>
      kind !== 'subgraphs' && own.length <= path.length && own.every((key, at) => key === path[at]),
  )?.[0];
}

function has(value: unknown, [key, ...rest]: readonly PropertyKey[]): boolean {
  if (key === undefined) return value !== undefined;
  return (
    typeof value === 'object' && value !== null && has((value as Record<PropertyKey, unknown>)[key], rest)
  );
}

/** Says what is wrong with an option, and where it is. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const path = z.core.toDotPath(issue.path) || '(file)';
  return `${path}: ${issue.code === 'unrecognized_keys' ? `unknown: ${issue.keys.join(', ')}` : issue.message}`;
}
