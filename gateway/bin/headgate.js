#!/usr/bin/env node
// Plain JavaScript that old versions of Node read too, so that they can say what is wrong.
import { existsSync } from 'node:fs';
import module from 'node:module';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(`headgate needs Node.js 24 or later; this is ${process.version}.\n`);
  process.exit(1);
}
// What was compiled for one start serves the next: https://nodejs.org/api/module.html#module-compile-cache
module.enableCompileCache();
const source = new URL('../src/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href);
