import type { ReactNode } from 'react';
import { StyleSheet, View, type ViewStyle } from 'react-native';
import { rounding, space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';

const styles = StyleSheet.create({
  card: { borderRadius: rounding.card, padding: space.large, gap: space.medium },
  light: { boxShadow: '0 1px 3px rgba(20, 40, 70, 0.10)' },
  dark: { borderWidth: StyleSheet.hairlineWidth },
});

export function Card({ children, style }: { readonly children: ReactNode; readonly style?: ViewStyle }) {
  const palette = usePalette();
  return (
    <View
      style={[
        styles.card,
        palette.isDark ? styles.dark : styles.light,
        { backgroundColor: palette.card, borderColor: palette.line },
        style,
      ]}
    >
      {children}
    </View>
  );
}
