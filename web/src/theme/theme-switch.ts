import { createContext, useContext } from 'react';

export const ThemeSwitch = createContext<(isDark: boolean) => void>(() => undefined);

/** Makes the page dark or light. */
export const useThemeSwitch = () => useContext(ThemeSwitch);
