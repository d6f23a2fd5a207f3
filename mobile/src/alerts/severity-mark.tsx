import type { AlertSeverity } from '@headgate/clients/__generated__/graphql.ts';
import { StyleSheet, View } from 'react-native';
import { usePalette } from '../look/palette.ts';
import { Icon } from '../parts/icon.tsx';

const styles = StyleSheet.create({
  mark: { width: 42, height: 42, borderRadius: 21, alignItems: 'center', justifyContent: 'center' },
});

const icons = { INFO: 'info', WARNING: 'warning', CRITICAL: 'critical' } as const;

interface SeverityMarkProps {
  readonly severity: AlertSeverity;
  /** Nobody has to look at it any more. */
  readonly isQuiet?: boolean;
}

export function SeverityMark({ severity, isQuiet }: SeverityMarkProps) {
  const palette = usePalette();
  const front = isQuiet ? palette.soft : palette[severity];
  const back = isQuiet ? palette.background : palette[`${severity}Soft`];
  return (
    <View style={[styles.mark, { backgroundColor: back }]}>
      <Icon name={icons[severity]} colour={front} size={22} />
    </View>
  );
}
