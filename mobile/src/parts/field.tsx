import { StyleSheet, TextInput, View } from 'react-native';
import { rounding, space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  field: { gap: space.tiny + 2 },
  input: {
    minHeight: 48,
    borderWidth: 1,
    borderRadius: rounding.button,
    paddingHorizontal: space.medium,
    fontSize: 16,
  },
});

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isNumber?: boolean;
}

export function Field({ label, value, onChange, isNumber }: FieldProps) {
  const palette = usePalette();
  return (
    <View style={styles.field}>
      <Words look="label" colour={palette.soft}>
        {label}
      </Words>
      <TextInput
        aria-label={label}
        value={value}
        onChangeText={onChange}
        inputMode={isNumber ? 'numeric' : 'text'}
        maxLength={100}
        style={[
          styles.input,
          { color: palette.text, borderColor: palette.line, backgroundColor: palette.background },
        ]}
      />
    </View>
  );
}
