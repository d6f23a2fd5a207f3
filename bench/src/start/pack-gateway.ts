import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PackedGateway extends Disposable {
  /** The command of the package as npm would publish it. */
  readonly bin: string;
}

const gateway = fileURLToPath(new URL('../../../gateway/', import.meta.url));

/** Builds and packs the gateway, and unpacks it where it finds the packages that it depends on. */
export function packGateway(): PackedGateway {
  const folder = mkdtempSync(join(gateway, 'node_modules/.packed-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', folder], {
    cwd: gateway,
    stdio: 'pipe',
  });
  execFileSync('sh', ['-c', 'tar -xzf *.tgz'], { cwd: folder });
  return {
    bin: join(folder, 'package/bin/headgate.js'),
    [Symbol.dispose]() {
      process.removeListener('exit', remove);
      remove();
    },
  };
}
