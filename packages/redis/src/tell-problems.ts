import { channel } from 'node:diagnostics_channel';

/** Who counts them subscribes to this channel: messages are `{ kind }`. */
const problems = channel('headgate:redis:problem');

/** How scripts and clusters work, and no problem. */
const usual = new Set(['NOSCRIPT', 'BUSYGROUP', 'MOVED', 'ASK']);

/** Refusals of a Redis that has too much to do, or is not ready, by the first word of what it says. */
const refusals = new Set([
  'OOM',
  'BUSY',
  'LOADING',
  'READONLY',
  'CLUSTERDOWN',
  'TRYAGAIN',
  'MASTERDOWN',
  'MISCONF',
]);

/** Tells of a reply that is an error. */
export function tellRefusal({ message }: Error): void {
  if (!problems.hasSubscribers) return;
  const [word = ''] = message.split(' ', 1);
  if (usual.has(word)) return;
  const kind = refusals.has(word) ? word : /max number of clients/.test(message) ? 'MAXCLIENTS' : 'ERR';
  problems.publish({ kind });
}

/** Tells of a connection that could not be made, or was lost. */
export function tellConnectionProblem(problem: Error): void {
  if (!problems.hasSubscribers) return;
  const { code } = problem as NodeJS.ErrnoException;
  problems.publish({ kind: typeof code === 'string' && /^E[A-Z]+$/.test(code) ? code : 'CONNECTION' });
}
