import type { DevDiagnosticInput } from '@prisma/schema-engine-wasm';
import type { SchemaEngine } from './with-schema-engine.ts';

type Method = (params: unknown) => Promise<unknown>;

/**
 * Calls that try the migrations out but cannot open a shadow database in the WebAssembly build;
 * they take the outcome from the engine's memory when a diagnosis of the same migrations came before.
 */
const needsShadow = new Set(['evaluateDataLoss', 'createMigration']);

/**
 * Makes one call of the schema engine's protocol.
 * @param print shows a text to the user: the CLI does not want it handed back.
 * @throws the engine's error, with Prisma's `code` and `meta`.
 */
export async function callSchemaEngine(
  engine: SchemaEngine,
  method: string,
  params: unknown,
  print: (text: string) => void,
): Promise<unknown> {
  const name = method === 'getDatabaseVersion' ? 'version' : method;
  const run = (engine as unknown as Record<string, Method | undefined>)[name];
  if (!run) throw new Error(`The schema engine has no method ${method}`);
  if (needsShadow.has(name)) await engine.devDiagnostic(params as DevDiagnosticInput);
  const result = (await run.call(engine, params)) ?? {};
  if (method !== 'diff') return result;
  const { stdout } = result as { stdout: string | null };
  if (stdout !== null) print(stdout.replace(/\n$/, ''));
  return { ...result, stdout: null };
}
