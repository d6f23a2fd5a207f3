import type { AlertRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import { useEffect, useState } from 'react';
import { useAlertList } from './alert-list.ts';

export type AlertState =
  | { readonly phase: 'loading' | 'failed' | 'gone' }
  | { readonly phase: 'there'; readonly alert: AlertRowFragment };

/** How far back an alert of a notification is looked for, in pages of the list. */
const maxPages = 4;

/** The alert that an address names: what is known of it at once, else what the list says. */
export function useAlert(id: string): AlertState & { readonly again: () => void } {
  const { alerts, loading, error, hasMore, more, again } = useAlertList();
  const [pages, setPages] = useState(1);
  const alert = alerts.find((each) => each.id === id);
  const isSearching = !alert && !loading && !error && hasMore && pages < maxPages;
  const count = alerts.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that came is the reason to ask for the next.
  useEffect(() => {
    if (!isSearching) return;
    setPages((before) => before + 1);
    more();
  }, [isSearching, count]);
  if (alert) return { phase: 'there', alert, again };
  if (error) return { phase: 'failed', again };
  return { phase: loading || isSearching ? 'loading' : 'gone', again };
}
