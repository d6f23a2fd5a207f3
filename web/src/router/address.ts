import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** Goes to another page of the application; `replace` leaves the present one out of the history. */
export function navigate(to: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  const isSamePage = new URL(to, location.href).pathname === location.pathname;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  tell();
  if (!isSamePage) scrollTo(0, 0);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** The address as it is now: `/rules/abc?x=1` is the page `rules` with `abc`. */
export interface Address {
  /** Empty for the first page. */
  readonly page: string;
  readonly id: string | undefined;
  readonly search: URLSearchParams;
}

/** Where the application is, now and whenever that changes. */
export function useAddress(): Address {
  const href = useSyncExternalStore(subscribe, () => location.href);
  const { pathname, searchParams } = new URL(href);
  const [page = '', id] = pathname.slice(1).split('/');
  return { page, id: id ? decodeId(id) : undefined, search: searchParams };
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
