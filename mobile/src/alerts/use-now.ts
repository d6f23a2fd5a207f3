import { now as tellTime } from '@headgate/clients/clock.ts';
import { useEffect, useState } from 'react';

/** The time, a little old: for what says "5 minutes ago". */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => tellTime());
  useEffect(() => {
    const timer = setInterval(() => setNow(tellTime()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
