import { createContext, useContext } from 'react';
import type { SignedInUser } from './session.ts';

/** Who is signed in; undefined when nobody is. */
export const Session = createContext<SignedInUser | undefined>(undefined);

export const useSession = () => useContext(Session);
