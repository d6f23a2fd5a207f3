import type { ReactNode } from 'react';
import { Pressable, ScrollView, StyleSheet } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { space, touch } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { useNavigation } from '../navigation/use-navigation.ts';
import { say } from '../text/language.ts';
import { Icon } from './icon.tsx';
import { pageStyles } from './page.tsx';
import { Words } from './words.tsx';

const styles = StyleSheet.create({
  back: {
    flexDirection: 'row',
    alignItems: 'center',
    alignSelf: 'flex-start',
    minHeight: touch,
    gap: 2,
    marginLeft: -space.small,
    marginTop: space.small,
  },
});

/** A page above another, with the way back to it. */
export function SubPage({ title, children }: { readonly title?: string; readonly children: ReactNode }) {
  const palette = usePalette();
  const { top, bottom } = useSafeAreaInsets();
  const { back } = useNavigation();
  return (
    <ScrollView
      role="main"
      style={[
        pageStyles.page,
        { backgroundColor: palette.background, paddingTop: top, marginBottom: bottom },
      ]}
      contentContainerStyle={pageStyles.content}
      keyboardShouldPersistTaps="handled"
    >
      <Pressable role="button" aria-label={say('back')} onPress={back} style={styles.back}>
        <Icon name="back" colour={palette.brand} />
        <Words look="strong" colour={palette.brand}>
          {say('back')}
        </Words>
      </Pressable>
      {title && (
        <Words look="title" aria-level={1}>
          {title}
        </Words>
      )}
      {children}
    </ScrollView>
  );
}
