import type { ReactNode } from 'react';
import { StyleSheet, View } from 'react-native';
import { rounding, space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { say } from '../text/language.ts';
import { Button } from './button.tsx';
import { Card } from './card.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  middle: { alignItems: 'center', gap: space.medium, paddingVertical: space.huge * 2 },
  picture: { width: 88, height: 88, borderRadius: 44, alignItems: 'center', justifyContent: 'center' },
  words: { textAlign: 'center', maxWidth: 320 },
  list: { gap: space.medium },
  bone: { height: 14, borderRadius: 7 },
  away: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.small,
    padding: space.medium,
    borderRadius: rounding.button,
  },
  awayText: { flexShrink: 1 },
});

interface NoticeProps {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** In the place of what is not there, with what to do about it. */
export function Notice({ icon, title, text, children }: NoticeProps) {
  const palette = usePalette();
  return (
    <View style={styles.middle}>
      <View style={[styles.picture, { backgroundColor: palette.brandSoft }]}>
        <Icon name={icon} colour={palette.brand} size={40} />
      </View>
      <Words look="heading" style={styles.words}>
        {title}
      </Words>
      <Words colour={palette.soft} style={styles.words}>
        {text}
      </Words>
      {children}
    </View>
  );
}

export function Failed({ onAgain }: { readonly onAgain: () => void }) {
  return (
    <Notice icon="cloudOff" title={say('failed')} text={say('failedText')}>
      <Button label={say('tryAgain')} onPress={onAgain} />
    </Notice>
  );
}

/** Cards without words, where they will be. */
export function Loading() {
  const palette = usePalette();
  const bone = { backgroundColor: palette.line };
  return (
    <View role="status" aria-label={say('loading')} style={styles.list}>
      {[0.7, 0.5, 0.8].map((width) => (
        <Card key={width}>
          <View style={[styles.bone, bone, { width: `${width * 100}%` }]} />
          <View style={[styles.bone, bone, { width: '35%' }]} />
        </Card>
      ))}
    </View>
  );
}

/** What is shown was true once. */
export function AwayBar() {
  const palette = usePalette();
  return (
    <View role="status" style={[styles.away, { backgroundColor: palette.WARNINGSoft }]}>
      <Icon name="cloudOff" colour={palette.WARNING} size={20} />
      <Words look="small" colour={palette.WARNING} style={styles.awayText}>
        {say('isAway')}
      </Words>
    </View>
  );
}
