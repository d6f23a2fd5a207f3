import { setTimeout as delay } from 'node:timers/promises';
import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import type { AlertFeed } from '../feed/alert-feed.ts';
import type { AlertStore } from '../stores/create-alert-store.ts';
import { createSignalQueue } from './create-signal-queue.ts';

export interface FollowOptions {
  readonly userId: string;
  /** Sequence of the last alert seen; null to begin with what is raised from now on. */
  readonly after: number | null;
  /** Ends the iteration. */
  readonly signal: AbortSignal;
}

const pageSize = 100;
/** A replica of the store may be behind the feed by moments: how often and how long it is waited for, in milliseconds. */
const maxReads = 20;
const rereadMs = 100;

/**
 * Gives a user's alerts in the order of their sequence, each once: first what the store holds after the last one seen,
 * then what the feed brings. Sequences have no gaps, so an alert that the feed brought late, twice or not at all shows,
 * and what is missing comes from the store.
 */
export async function* followAlerts(
  { alerts, feed }: { readonly alerts: AlertStore; readonly feed: AlertFeed },
  { userId, after, signal }: FollowOptions,
): AsyncGenerator<AlertDocument, void, undefined> {
  const signals = createSignalQueue();
  // Listening comes first: what is raised while the store is read is then heard of.
  const stopListening = feed.listen(userId, signals.push);
  try {
    let last = after ?? (await alerts.lastSequence(userId));
    const readStore = async function* () {
      for (;;) {
        const page = await alerts.listAfter(userId, last, pageSize);
        for (const alert of page) {
          last = alert.sequence;
          yield alert;
        }
        if (page.length < pageSize) return;
      }
    };
    if (after !== null) yield* readStore();
    for (;;) {
      const next = await signals.next(signal);
      if (!next) return;
      if (next.kind === 'missed') {
        yield* readStore();
      } else if (next.alert.sequence === last + 1) {
        last = next.alert.sequence;
        yield next.alert;
      } else {
        for (let reads = 0; last < next.alert.sequence && reads < maxReads; reads++) {
          if (reads > 0) await delay(rereadMs);
          if (signal.aborted) return;
          yield* readStore();
        }
      }
    }
  } finally {
    stopListening();
  }
}
