import { useCallback, useEffect, useMemo, useState } from 'react';
import { BackHandler } from 'react-native';
import type { Route } from './route.ts';
import type { Navigation } from './use-navigation.ts';

const home: Route = { page: 'tab', tab: 'alerts' };

/** Deeper than this nobody goes back. */
const maxDepth = 20;

/** Which page is shown, and those below it; Android's way back goes to them. */
export function useRoutes(): Navigation {
  const [trail, setTrail] = useState<readonly Route[]>([home]);
  const route = trail.at(-1) ?? home;
  const isHome = trail.length === 1 && route.page === 'tab' && route.tab === 'alerts';
  const go = useCallback(
    (next: Route) =>
      setTrail((before) => (next.page === 'tab' ? [next] : [...before, next].slice(-maxDepth))),
    [],
  );
  const back = useCallback(
    () => setTrail((before) => (before.length > 1 ? before.slice(0, -1) : [home])),
    [],
  );
  useEffect(() => {
    const listening = BackHandler.addEventListener('hardwareBackPress', () => {
      if (!isHome) back();
      return !isHome;
    });
    return () => listening.remove();
  }, [isHome, back]);
  return useMemo(() => ({ route, go, back }), [route, go, back]);
}
