import { lazy, Suspense } from 'react';
import { useDark } from '../theme/use-dark.ts';
import type { AreaMapProps } from './area-map.tsx';

const AreaMap = lazy(async () => ({ default: (await import('./area-map.tsx')).AreaMap }));

/** The map, loaded when it is first seen: it weighs more than all the rest. */
export function LazyMap(props: Omit<AreaMapProps, 'isDark'>) {
  return (
    <Suspense fallback={<div className="map" />}>
      <AreaMap {...props} isDark={useDark()} />
    </Suspense>
  );
}
