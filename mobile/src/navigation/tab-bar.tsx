import { Pressable, StyleSheet, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { readableWidth, space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import type { Tab } from './route.ts';

const tabs: readonly { readonly tab: Tab; readonly icon: IconName }[] = [
  { tab: 'alerts', icon: 'bell' },
  { tab: 'rules', icon: 'sliders' },
  { tab: 'places', icon: 'pin' },
  { tab: 'you', icon: 'person' },
];

const styles = StyleSheet.create({
  bar: { borderTopWidth: StyleSheet.hairlineWidth, paddingTop: space.tiny + 2 },
  tabs: { flexDirection: 'row', width: '100%', maxWidth: readableWidth, alignSelf: 'center' },
  tab: { flex: 1, alignItems: 'center', gap: 2, minHeight: 54, justifyContent: 'center' },
  pill: { paddingHorizontal: 18, paddingVertical: 3, borderRadius: 16 },
});

interface TabBarProps {
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}

export function TabBar({ tab: current, onTab }: TabBarProps) {
  const palette = usePalette();
  const { bottom } = useSafeAreaInsets();
  return (
    <View
      role="navigation"
      style={[
        styles.bar,
        { backgroundColor: palette.card, borderColor: palette.line, paddingBottom: bottom + space.tiny },
      ]}
    >
      <View role="tablist" style={styles.tabs}>
        {tabs.map(({ tab, icon }) => {
          const isHere = tab === current;
          const colour = isHere ? palette.brand : palette.soft;
          return (
            <Pressable
              key={tab}
              role="tab"
              aria-selected={isHere}
              aria-label={say(tab)}
              onPress={() => onTab(tab)}
              style={styles.tab}
            >
              <View style={[styles.pill, isHere && { backgroundColor: palette.brandSoft }]}>
                <Icon name={icon} colour={colour} />
              </View>
              <Words look="label" colour={colour}>
                {say(tab)}
              </Words>
            </Pressable>
          );
        })}
      </View>
    </View>
  );
}
