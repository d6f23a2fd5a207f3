import { Pressable, StyleSheet, View } from 'react-native';
import { rounding, space, touch } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  row: { flexDirection: 'row', flexWrap: 'wrap', gap: space.small },
  option: {
    minHeight: touch,
    justifyContent: 'center',
    paddingHorizontal: space.large,
    borderRadius: rounding.chip,
    borderWidth: 1,
  },
});

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value | undefined;
  readonly onChoose: (value: Value) => void;
}

/** One of a few. */
export function Choice<Value extends string>({ label, options, value, onChoose }: ChoiceProps<Value>) {
  const palette = usePalette();
  return (
    <View role="radiogroup" aria-label={label} style={styles.row}>
      {options.map((option) => {
        const isChosen = option.value === value;
        return (
          <Pressable
            key={option.value}
            role="radio"
            aria-checked={isChosen}
            aria-label={option.label}
            onPress={() => onChoose(option.value)}
            style={[
              styles.option,
              {
                backgroundColor: isChosen ? palette.brand : palette.card,
                borderColor: isChosen ? palette.brand : palette.line,
              },
            ]}
          >
            <Words look="label" colour={isChosen ? palette.onBrand : palette.text}>
              {option.label}
            </Words>
          </Pressable>
        );
      })}
    </View>
  );
}
