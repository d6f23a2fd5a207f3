import { useColorScheme } from 'react-native';

const light = {
  isDark: false,
  background: '#f3f5f9',
  card: '#ffffff',
  line: '#e2e7ee',
  text: '#141d28',
  soft: '#566272',
  brand: '#0f6cbd',
  brandSoft: '#e5f1fb',
  onBrand: '#ffffff',
  INFO: '#0f6cbd',
  INFOSoft: '#e5f1fb',
  WARNING: '#a84300',
  WARNINGSoft: '#fdf0e2',
  CRITICAL: '#c50f1f',
  CRITICALSoft: '#fdeaec',
  good: '#0b6a0b',
  goodSoft: '#e6f4e6',
  land: '#dfe6ee',
  water: '#f5f8fb',
};

export type Palette = {
  readonly [Name in keyof typeof light]: (typeof light)[Name] extends boolean ? boolean : string;
};

const dark: Palette = {
  isDark: true,
  background: '#0c1016',
  card: '#161c25',
  line: '#28313d',
  text: '#eef2f7',
  soft: '#9eabba',
  brand: '#6cb4f8',
  brandSoft: '#16293d',
  onBrand: '#06192b',
  INFO: '#6cb4f8',
  INFOSoft: '#16293d',
  WARNING: '#ffb56b',
  WARNINGSoft: '#362717',
  CRITICAL: '#ff8d96',
  CRITICALSoft: '#3b1a1f',
  good: '#79d486',
  goodSoft: '#14301b',
  land: '#2b3746',
  water: '#121821',
};

/** The colours of what the device is set to: light or dark. */
export function usePalette(): Palette {
  return useColorScheme() === 'dark' ? dark : light;
}
