import type { Theme } from '@fluentui/react-components';

/** Loads the colours of a dark or a light page; most people see one of them alone. */
export async function loadTheme(isDark: boolean): Promise<Theme> {
  const { theme } = await (isDark ? import('./dark-theme.ts') : import('./light-theme.ts'));
  return theme;
}
