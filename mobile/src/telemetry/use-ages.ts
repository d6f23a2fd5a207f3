import type { EventAges } from '@headgate/clients/telemetry/create-event-ages.ts';
import { createContext, useContext } from 'react';

export const AgesContext = createContext<EventAges | undefined>(undefined);

/** Measures how old alerts are when they are on the screen; undefined where nobody does. */
export const useAges = () => useContext(AgesContext);
