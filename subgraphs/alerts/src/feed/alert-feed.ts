import type { AlertDocument } from '@headgate/alerting/alert-document.ts';

/**
 * What a feed tells a listener: an alert, as it is now, that was raised, acknowledged or resolved. It may do so late, twice,
 * or out of order; it never loses one without saying `missed`, and then the listener finds it in the store.
 */
export type AlertSignal =
  | { readonly kind: 'alert'; readonly alert: AlertDocument }
  | { readonly kind: 'missed' };

export type AlertListener = (signal: AlertSignal) => void;

/** Tells of alerts within moments of their being raised or changed, by whatever process. */
export interface AlertFeed extends AsyncDisposable {
  /**
   * Listens to the alerts of one user until the result is called. A feed that does not follow its source yet says
   * `missed` once it does.
   */
  listen(userId: string, listener: AlertListener): () => void;
  /** How old, in milliseconds, what is told now is; 0 when nothing waits. Not there where nobody can tell. */
  lagMs?(): number;
  /** Resolves when the source answers. */
  check(): Promise<void>;
}
