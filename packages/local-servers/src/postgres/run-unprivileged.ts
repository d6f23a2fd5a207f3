import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root, so root runs it as this user, who is on every Linux. */
export const unprivileged = { user: 'nobody', uid: 65_534, gid: 65_534 };

export const isRoot = process.getuid?.() === 0;

const setprivMissing =
  'PostgreSQL does not run as root, and setpriv is not there to run it as another user: install util-linux, or start as an ordinary user.';

const run = promisify(execFile);

/**
 * Runs a program to its end; as root, as another user who still passes directories that only root may enter,
 * since root's home is where a checkout may well be.
 * @throws with what the program wrote on standard error.
 */
export async function runUnprivileged(program: string, args: readonly string[]): Promise<void> {
  const { uid, gid } = unprivileged;
  const capability = '+dac_override';
  const command = isRoot
    ? [
        'setpriv',
        `--reuid=${uid}`,
        `--regid=${gid}`,
        '--clear-groups',
        `--inh-caps=${capability}`,
        `--ambient-caps=${capability}`,
        // Else access(2), by which initdb looks for its programs, forgets the capability: https://man7.org/linux/man-pages/man2/access.2.html
        '--securebits=+no_setuid_fixup',
        program,
      ]
    : [program];
  const [file = program, ...prefix] = command;
  try {
    await run(file, [...prefix, ...args]);
  } catch (cause) {
    const { stderr = '', message, code } = cause as Error & { stderr?: string; code?: unknown };
    if (isRoot && code === 'ENOENT') throw new Error(setprivMissing, { cause });
    throw new Error(stderr.trim() || message, { cause });
  }
}
