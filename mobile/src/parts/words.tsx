import type { ReactNode } from 'react';
import { StyleSheet, Text, type TextProps } from 'react-native';
import { usePalette } from '../look/palette.ts';

const styles = StyleSheet.create({
  title: { fontSize: 30, fontWeight: '700', letterSpacing: -0.5 },
  heading: { fontSize: 19, fontWeight: '600' },
  strong: { fontSize: 16, fontWeight: '600', lineHeight: 22 },
  body: { fontSize: 16, lineHeight: 22 },
  small: { fontSize: 14, lineHeight: 19 },
  label: { fontSize: 13, fontWeight: '600', letterSpacing: 0.2 },
});

interface WordsProps extends TextProps {
  readonly look?: keyof typeof styles;
  readonly colour?: string;
  readonly children: ReactNode;
}

/** Text in one of the few sizes there are; it grows with what the user has set for the device. */
export function Words({ look = 'body', colour, style, ...others }: WordsProps) {
  const palette = usePalette();
  const isHeading = look === 'title' || look === 'heading';
  return (
    <Text
      {...(isHeading && { role: 'heading' as const })}
      maxFontSizeMultiplier={2}
      {...others}
      style={[styles[look], { color: colour ?? palette.text }, style]}
    />
  );
}
