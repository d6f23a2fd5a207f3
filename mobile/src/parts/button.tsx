import { ActivityIndicator, Pressable, StyleSheet } from 'react-native';
import { rounding, space, touch } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Icon, type IconName } from './icon.tsx';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  button: {
    minHeight: touch,
    paddingHorizontal: space.large,
    borderRadius: rounding.button,
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'center',
    gap: space.small,
  },
  wide: { minHeight: 52 },
});

interface ButtonProps {
  readonly label: string;
  readonly onPress: () => void;
  readonly look?: 'primary' | 'soft' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly isBusy?: boolean;
  readonly isOff?: boolean;
  readonly isWide?: boolean;
  /** What readers of screens hear in place of the label, where many buttons have the same. */
  readonly name?: string;
}

export function Button({ label, onPress, look = 'primary', icon, isBusy, isOff, isWide, name }: ButtonProps) {
  const palette = usePalette();
  const looks = {
    primary: { back: palette.brand, front: palette.onBrand },
    soft: { back: palette.brandSoft, front: palette.brand },
    quiet: { back: 'transparent', front: palette.soft },
    danger: { back: palette.CRITICALSoft, front: palette.CRITICAL },
  };
  const { back, front } = looks[look];
  const isDisabled = Boolean(isBusy || isOff);
  return (
    <Pressable
      role="button"
      aria-label={name ?? label}
      aria-disabled={isDisabled}
      aria-busy={Boolean(isBusy)}
      disabled={isDisabled}
      onPress={onPress}
      style={({ pressed }) => [
        styles.button,
        isWide && styles.wide,
        { backgroundColor: back, opacity: isOff ? 0.45 : pressed ? 0.75 : 1 },
      ]}
    >
      {isBusy ? <ActivityIndicator color={front} /> : icon && <Icon name={icon} colour={front} size={20} />}
      <Words look="strong" colour={front}>
        {label}
      </Words>
    </Pressable>
  );
}
