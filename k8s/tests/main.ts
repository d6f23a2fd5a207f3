// npm run test:k8s [PART…]: the tests that need a control plane, KEDA or containers. Says what this machine lacks.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buildKeda } from '../control-plane/build-keda.ts';
import { buildKube } from '../control-plane/build-kube.ts';
import { cacheFolder } from '../kubectl/cache-folder.ts';

interface Part {
  readonly files: string;
  readonly needs: readonly string[];
  readonly prepare?: () => Promise<unknown>;
}

const options = { cache: cacheFolder(process.env), log: (line: string) => console.log(line) };
const parts: Readonly<Record<string, Part>> = {
  cluster: {
    files: 'cluster/{access,admission,release,rollout,scaling}.test.ts',
    needs: ['go', 'openssl', 'prometheus'],
    prepare: () => buildKube(options),
  },
  keda: {
    files: 'cluster/keda.test.ts',
    needs: ['go', 'openssl', 'prometheus'],
    prepare: async () => [await buildKube(options), await buildKeda(options)],
  },
  containers: {
    files: 'containers/*.test.ts',
    needs: ['buildah', 'podman', 'runc', 'mmdebstrap'],
    prepare: buildWeb,
  },
};

const whence: Readonly<Record<string, string>> = {
  go: 'https://go.dev/dl, 1.26 or later',
  openssl: 'apt-get install openssl',
  prometheus: 'apt-get install prometheus',
  buildah: 'apt-get install buildah',
  podman: 'apt-get install podman',
  runc: 'apt-get install runc',
  mmdebstrap: 'apt-get install mmdebstrap',
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(parts).filter(([name]) => wanted.length === 0 || wanted.includes(name));
const missing = [...new Set(chosen.flatMap(([, { needs }]) => needs))].filter((program) => !isThere(program));
if (missing.length) {
  console.error('These tests need programs that are not on this machine:');
  for (const program of missing) console.error(`  ${program.padEnd(12)}${whence[program]}`);
  process.exit(1);
}
for (const [, { prepare }] of chosen) await prepare?.();
const files = chosen.map(([, part]) => join(import.meta.dirname, part.files));
// One after the other: each file has a control plane, and together they would be slower than that.
const flags = ['--test', '--test-concurrency=1', '--test-force-exit', '--test-timeout=900000'];
const child = spawn(process.execPath, [...flags, ...files], { stdio: 'inherit' });
const [code] = await once(child, 'exit');
process.exit(code ?? 1);

/** The gateway's image has it. */
async function buildWeb(): Promise<void> {
  const web = join(import.meta.dirname, '..', '..', 'web');
  const build = spawn('npm', ['run', '--silent', 'build'], { cwd: web, stdio: 'inherit' });
  const [code] = await once(build, 'exit');
  if (code !== 0) throw new Error('the web application was not built');
}

function isThere(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}
