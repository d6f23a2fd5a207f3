import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** PostgreSQL refuses to run as root, so root runs it as this user, who is on every Linux. */
export const unprivileged = { user: 'nobody', uid: 65_534, gid: 65_534 };

export const isRoot = process.getuid?.() === 0;

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
        program,
      ]
    : [program];
  const [file = program, ...prefix] = command;
  try {
    await run(file, [...prefix, ...args]);
  } catch (cause) {
    const { stderr = '', message } = cause as Error & { stderr?: string };
    throw new Error(stderr.trim() || message, { cause });
  }
}
