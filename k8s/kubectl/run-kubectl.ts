import { spawn } from 'node:child_process';

/**
 * Runs kubectl and answers what it wrote; `input` is an object for its standard input.
 *
 * @throws with what it complained of
 */
export type Kubectl = (args: readonly string[], input?: unknown) => Promise<string>;

/** `program` with its first arguments, e.g. `['kubectl', '--context', 'production']`. */
export function createKubectl([command = 'kubectl', ...first]: readonly string[]): Kubectl {
  return (args, input) => {
    // Never synchronously: in tests this process also answers for nodes and metrics.
    const child = spawn(command, [...first, ...args]);
    const [output, complaints]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => complaints.push(chunk));
    child.stdin.on('error', () => {});
    child.stdin.end(input === undefined ? undefined : JSON.stringify(input));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
        if (code === 0) resolve(text(output));
        else reject(new Error(text(complaints).trim() || `kubectl ended with ${code}: ${text(output)}`));
      });
    });
  };
}
