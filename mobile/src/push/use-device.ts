import { createContext, useContext } from 'react';
import type { Device } from './create-device.ts';

export const DeviceContext = createContext<Device | undefined>(undefined);

/** This device, as accounts knows it. */
export function useDevice(): Device {
  const device = useContext(DeviceContext);
  if (!device) throw new Error('There is no device here');
  return device;
}
