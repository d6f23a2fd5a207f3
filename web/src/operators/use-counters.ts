import { useEffect, useState } from 'react';
import { ownHeaders } from '../session/session.ts';
import { type Counters, readCounters } from './read-counters.ts';

export interface LiveCounters {
  /** Undefined until they are read for the first time. */
  readonly counters?: Counters;
  /** Requests a second since they were read before. */
  readonly perSecond?: number;
  /** Whether the gateway gives none. */
  readonly isMissing: boolean;
}

const intervalMs = 3_000;

/** What the gateway has counted, read again and again while somebody looks. */
export function useCounters(): LiveCounters {
  const [live, setLive] = useState<LiveCounters>({ isMissing: false });
  useEffect(() => {
    let before: { readonly requests: number; readonly atMs: number } | undefined;
    const stop = new AbortController();
    async function read(): Promise<void> {
      if (document.hidden) return;
      const { signal } = stop;
      const response = await fetch('/usage/counters', { headers: ownHeaders, signal });
      if (!response.ok) throw new Error(response.statusText);
      const counters = readCounters(await response.text());
      const atMs = performance.now();
      const { requests } = counters;
      // A gateway that has started again counts from nothing, and there may be several.
      const isLater = before && requests >= before.requests;
      const rate = isLater &&
        before && { perSecond: (1000 * (requests - before.requests)) / (atMs - before.atMs) };
      before = { requests, atMs };
      setLive({ counters, isMissing: false, ...rate });
    }
    const again = () => void read().catch(() => setLive((known) => ({ ...known, isMissing: true })));
    again();
    const timer = setInterval(again, intervalMs);
    return () => {
      clearInterval(timer);
      stop.abort();
    };
  }, []);
  return live;
}
