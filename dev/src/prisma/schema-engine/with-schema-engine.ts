import { readFile } from 'node:fs/promises';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { createMigrationFactory, type Datasource } from './create-migration-factory.ts';

/** The types of Node.js leave this global to those of the browser. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

export type SchemaEngine = glue.SchemaEngine;

/** Path and content of each file of a Prisma schema. */
export type Datamodels = [path: string, content: string][];

let instantiated: Promise<void> | undefined;

/**
 * Lends Prisma's schema engine, as WebAssembly: the code of the binary that Prisma's CLI otherwise downloads.
 * One engine serves one call, since after some calls it cannot open a shadow database any more;
 * its connections are closed afterwards.
 */
export async function withSchemaEngine<Result>(
  datasource: Datasource,
  datamodels: Datamodels | undefined,
  use: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  instantiated ??= instantiate();
  await instantiated;
  await using factory = createMigrationFactory(datasource);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  using engine = await glue.SchemaEngine.new({ datamodels }, () => {}, adapter);
  return await use(engine);
}

async function instantiate(): Promise<void> {
  const bytes = await readFile(
    new URL('schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')),
  );
  // The engine leaves its last words here when it panics.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: createPanicRegistry() });
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': { ...glue, ...timersThatLetGo() },
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
}

function createPanicRegistry() {
  let message: string | undefined;
  return {
    set_message: (text: string) => {
      message = text;
    },
    get: () => message,
  };
}

/** The engine gives up on a lock after ten seconds by a timer that it never clears: it must not keep the process. */
function timersThatLetGo(): Record<string, unknown> {
  const start = (callback: () => void, delayMs: number) => setTimeout(callback, delayMs).unref();
  const names = Object.keys(glue).filter((name) => name.startsWith('__wbg_setTimeout_'));
  return Object.fromEntries(names.map((name) => [name, start]));
}
