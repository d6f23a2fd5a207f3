import type { PlaceRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import { StyleSheet, View } from 'react-native';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Card } from '../parts/card.tsx';
import { Icon } from '../parts/icon.tsx';
import { SureButton } from '../parts/sure-button.tsx';
import { Words } from '../parts/words.tsx';
import { formatNumber, say } from '../text/language.ts';

const styles = StyleSheet.create({
  card: { flexDirection: 'row', alignItems: 'center', padding: space.medium },
  mark: { width: 42, height: 42, borderRadius: 21, alignItems: 'center', justifyContent: 'center' },
  text: { flex: 1, gap: 2 },
});

interface PlaceCardProps {
  readonly place: PlaceRowFragment;
  /** For places of one's own. */
  readonly onRemove?: () => void;
}

export function PlaceCard({ place, onRemove }: PlaceCardProps) {
  const palette = usePalette();
  const { name, kind, radiusMeters } = place;
  const isStore = kind === 'STORE';
  return (
    <Card style={styles.card}>
      <View style={[styles.mark, { backgroundColor: isStore ? palette.background : palette.brandSoft }]}>
        <Icon name={isStore ? 'shop' : 'pin'} colour={isStore ? palette.soft : palette.brand} size={22} />
      </View>
      <View style={styles.text}>
        <Words look="strong" numberOfLines={2}>
          {name}
        </Words>
        <Words look="small" colour={palette.soft}>
          {say('meters', { radius: formatNumber(Math.round(radiusMeters)) })}
        </Words>
      </View>
      {onRemove && <SureButton label={say('remove')} name={name} onPress={onRemove} />}
    </Card>
  );
}
