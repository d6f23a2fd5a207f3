// Bundles for Android and iOS (Hermes) and for browsers into dist/, without asking a network: npm run export
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { glob, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const expo = createRequire(import.meta.url).resolve('expo/bin/cli');
// Who works on this machine meanwhile goes first; what is started from here has the same priority.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const child = spawn(
  process.execPath,
  [expo, 'export', '--platform', 'all', '--output-dir', 'dist', ...process.argv.slice(2)],
  {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, CI: '1', EXPO_OFFLINE: '1', EXPO_NO_TELEMETRY: '1' },
  },
);
const [code] = await once(child, 'close');
if (code !== 0) process.exit(1);

const bundles = { android: 0, ios: 0, web: 0 };
for await (const path of glob('dist/_expo/static/js/*/*.{hbc,js}', { cwd: folder })) {
  const platform = path.split('/').at(-2);
  bundles[platform] += (await stat(new URL(`../${path}`, import.meta.url))).size;
}
for (const [platform, bytes] of Object.entries(bundles)) {
  console.log(`${platform}: ${(bytes / 1e6).toFixed(1)} MB`);
  if (bytes === 0) process.exit(1);
}
