import type { AlertDocument, AlertStatus } from '@headgate/alerting/alert-document.ts';
import type { Services } from '../create-context.ts';
import { createSignalQueue } from './create-signal-queue.ts';

/** Between reading a list of alerts and listening passes less, and so do clocks of processes differ, in milliseconds. */
const marginMs = 30_000;

/**
 * Gives a user's alerts that are acknowledged or resolved from half a minute ago on, as they are then: each status of an alert
 * once.
 * What the feed has missed comes from the store; changes that follow one another at once may come as the last one.
 */
export async function* followChanges(
  { alerts, feed, now }: Pick<Services, 'alerts' | 'feed' | 'now'>,
  userId: string,
  signal: AbortSignal,
): AsyncGenerator<AlertDocument, void, undefined> {
  const signals = createSignalQueue();
  const stopListening = feed.listen(userId, signals.push);
  try {
    let since = now() - marginMs;
    signals.push({ kind: 'missed' });
    const known = new Map<string, AlertStatus>();
    const isNews = ({ id, status }: AlertDocument) => {
      if (status === 'RAISED' || known.get(id) === status || known.get(id) === 'RESOLVED') return false;
      known.set(id, status);
      return true;
    };
    for (;;) {
      const next = await signals.next(signal);
      if (!next) return;
      if (next.kind === 'alert') {
        if (isNews(next.alert)) yield next.alert;
        continue;
      }
      const from = since;
      since = now() - marginMs;
      yield* (await alerts.listChanged(userId, new Date(from).toISOString())).filter(isNews);
    }
  } finally {
    stopListening();
  }
}
