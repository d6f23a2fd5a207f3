import { createContext, useContext } from 'react';

/** Whether the page is dark. */
export const Dark = createContext(false);

export const useDark = () => useContext(Dark);
