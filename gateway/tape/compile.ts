import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { main } from 'assemblyscript/asc';

const source = fileURLToPath(new URL('assembly/index.ts', import.meta.url));
const target = fileURLToPath(new URL('../src/execution/tape/__generated__/tape-module.ts', import.meta.url));

const options = [
  ...['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--importMemory', '--use', 'abort='],
  ...['--enable', 'simd', '--enable', 'bulk-memory'],
];

/** Compiles the reader of JSON to WebAssembly: the text of a module that has it as base64, so that it goes wherever the code goes. */
export async function compileTape(): Promise<string> {
  let wasm: Uint8Array | undefined;
  const { error, stderr } = await main([source, '--outFile', 'tape.wasm', ...options], {
    readFile: (name) => readFile(name, 'utf8').catch(() => null),
    writeFile(_name, contents) {
      if (typeof contents !== 'string') wasm = contents;
    },
  });
  if (error || !wasm) throw new Error(`asc failed: ${stderr}`, { cause: error });
  return `/** Compiled from gateway/tape by its compile.ts. */\nexport const tapeModule =\n  '${Buffer.from(wasm).toString('base64')}';\n`;
}

if (import.meta.main) await writeFile(target, await compileTape());
