import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandOptions, Contender } from './contender.ts';

const stockMain = fileURLToPath(new URL('./stock/main.ts', import.meta.url));
const hiveConfig = fileURLToPath(new URL('./hive.config.ts', import.meta.url));

function inPackage(name: string, path: string): string {
  const manifest = findPackageJSON(name, import.meta.url);
  if (!manifest) throw new Error(`${name} is not installed`);
  return join(dirname(manifest), path);
}

function runHive(configPath: string, { supergraphPath, port }: CommandOptions): readonly string[] {
  return [
    inPackage('@graphql-hive/gateway', 'dist/bin.js'),
    ...['supergraph', supergraphPath, '--config-path', configPath],
    ...['--host', '127.0.0.1', '--port', String(port)],
  ];
}

/** Against whom the others are set. */
export const stock: Contender = {
  name: 'stock',
  title: '@apollo/gateway',
  packages: ['@apollo/gateway', '@apollo/server'],
  command: ({ supergraphPath, port }) => [stockMain, supergraphPath, String(port)],
};

/** Hive Gateway with a configuration of its own. */
export function createHive(configPath: string): Contender {
  return {
    name: 'hive',
    title: 'Hive Gateway',
    packages: ['@graphql-hive/gateway'],
    command: (options) => runHive(configPath, options),
  };
}

/** The same with Hive Router's planner. */
export function createHiveRust(configPath: string): Contender {
  return {
    name: 'hive-rust',
    title: 'Hive Gateway, Rust planner',
    packages: ['@graphql-hive/gateway', '@graphql-hive/router-runtime'],
    command: (options) => [...runHive(configPath, options), '--hive-router-runtime'],
  };
}

export const headgate: Contender = {
  name: 'headgate',
  title: 'Headgate',
  packages: ['headgate'],
  command: ({ supergraphPath, port }) => [
    inPackage('headgate', 'bin/headgate.js'),
    ...['--supergraph', supergraphPath, '--port', String(port)],
  ],
};

export const contenders: readonly Contender[] = [
  stock,
  createHive(hiveConfig),
  createHiveRust(hiveConfig),
  headgate,
];
