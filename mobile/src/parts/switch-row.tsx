import { StyleSheet, Switch, View } from 'react-native';
import { space, touch } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  row: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'center',
    minHeight: touch,
    gap: space.medium,
  },
  label: { flexShrink: 1 },
});

interface SwitchRowProps {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** What is on or off, beside what it is. */
export function SwitchRow({ label, value, onChange }: SwitchRowProps) {
  const palette = usePalette();
  return (
    <View style={styles.row}>
      <Words style={styles.label}>{label}</Words>
      <Switch
        aria-label={label}
        value={value}
        onValueChange={onChange}
        trackColor={{ true: palette.brand, false: palette.line }}
        thumbColor="#ffffff"
        {...{ activeThumbColor: '#ffffff' }}
      />
    </View>
  );
}
