import { createContext, useContext } from 'react';
import type { Platform } from '../ports/platform.ts';

export const PlatformContext = createContext<Platform | undefined>(undefined);

/** What the device can do. */
export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (!platform) throw new Error('There is no platform here');
  return platform;
}
