import { createContext, useContext } from 'react';
import type { Route } from './route.ts';

export interface Navigation {
  readonly route: Route;
  go(route: Route): void;
  back(): void;
}

export const NavigationContext = createContext<Navigation | undefined>(undefined);

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('There is no navigation here');
  return navigation;
}
