import { readSession } from './session.ts';

/**
 * Looks after a session whenever the page is seen again: a page that follows nothing is not told that it has ended, and a device that
 * slept heard nothing.
 */
export function watchSession(subject: string, onEnded: () => void): void {
  const look = async () => {
    if (document.visibilityState !== 'visible') return;
    const user = await readSession();
    // Without a network it cannot be told, and what was seen stays.
    if (user !== null && user?.subject !== subject) onEnded();
  };
  for (const seenAgain of ['visibilitychange', 'resume'])
    document.addEventListener(seenAgain, () => void look());
  addEventListener('online', () => void look());
}
