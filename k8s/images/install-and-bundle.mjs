// The Containerfile's first stage: installs what the services need to run, writes what goes into their images below the
// folder that is given, and leaves no packages behind, so that the layer is small.
// Plain JavaScript without packages: it runs before there are any.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';

const workspaces = [
  'gateway',
  'subgraphs/accounts',
  'subgraphs/activity',
  'subgraphs/alerts',
  'subgraphs/insights',
  'functions',
  'dev',
  'k8s',
];
const npm = '/usr/local/lib/node_modules/npm/bin/npm-cli.js';
const flags = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
// What somebody mounts there was downloaded before, and stays.
const cache = '/npm-cache';
if (existsSync(cache)) flags.push('--prefer-offline', `--cache=${cache}`);
const run = (...args) => execFileSync(process.execPath, args, { stdio: 'inherit' });

run(npm, 'ci', ...flags, ...workspaces.map((one) => `--workspace=${one}`));
run('k8s/images/main.ts', ...process.argv.slice(2));
for (const folder of ['node_modules', '/root/.npm']) rmSync(folder, { recursive: true, force: true });
