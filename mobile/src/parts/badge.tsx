import { StyleSheet, View } from 'react-native';
import { rounding } from '../look/measures.ts';
import { Icon, type IconName } from './icon.tsx';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  badge: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: 5,
    paddingHorizontal: 10,
    paddingVertical: 3,
    borderRadius: rounding.chip,
    alignSelf: 'flex-start',
  },
  dot: { width: 8, height: 8, borderRadius: 4 },
});

interface BadgeProps {
  readonly label: string;
  readonly front: string;
  readonly back: string;
  readonly icon?: IconName;
  readonly hasDot?: boolean;
}

export function Badge({ label, front, back, icon, hasDot }: BadgeProps) {
  return (
    <View style={[styles.badge, { backgroundColor: back }]}>
      {hasDot && <View style={[styles.dot, { backgroundColor: front }]} />}
      {icon && <Icon name={icon} colour={front} size={15} />}
      <Words look="label" colour={front}>
        {label}
      </Words>
    </View>
  );
}
