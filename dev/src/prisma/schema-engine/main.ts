#!/usr/bin/env node
// Stands in for the schema engine that Prisma's CLI downloads: same arguments, same protocol on standard input and output.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { callSchemaEngine } from './call-schema-engine.ts';
import type { Datasource } from './create-migration-factory.ts';
import { type DatabaseCommand, manageDatabase, toPrismaCode } from './manage-database.ts';
import { serveJsonRpc } from './serve-json-rpc.ts';
import { withSchemaEngine } from './with-schema-engine.ts';

const { values, positionals } = parseArgs({
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
});
const datasource: Datasource = JSON.parse(String(values.datasource ?? '{}'));

if (values.version) process.stdout.write('schema-engine-wasm\n');
else if (positionals[0] === 'cli') await runCommand(positionals[1] as DatabaseCommand);
else await serve();

async function runCommand(command: DatabaseCommand): Promise<void> {
  process.stderr.write('\n'); // the CLI skips the first line
  try {
    await manageDatabase(command, datasource.url);
  } catch (error) {
    const { message } = error as Error;
    const fields = { is_panic: false, error_code: toPrismaCode(error), message };
    const entry = { timestamp: new Date().toISOString(), level: 'ERROR', fields, target: 'schema_engine' };
    process.stderr.write(`${JSON.stringify(entry)}\n`);
    process.exitCode = 1;
  }
}

async function serve(): Promise<void> {
  const paths = (values.datamodels ?? []).map(String);
  const datamodels = await Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readFile(path, 'utf8')]),
  );
  await serveJsonRpc(process.stdin, process.stdout, (method, params) =>
    withSchemaEngine(datasource, datamodels.length > 0 ? datamodels : undefined, (engine) =>
      callSchemaEngine(engine, method, params, print),
    ),
  );
}

function print(content: string): void {
  process.stdout.write(
    `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'print', params: { content } })}\n`,
  );
}
