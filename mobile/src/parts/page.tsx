import type { ReactNode } from 'react';
import { ScrollView, StyleSheet, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { readableWidth, space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Words } from './words.tsx';

export const pageStyles = StyleSheet.create({
  page: { flex: 1 },
  content: {
    width: '100%',
    maxWidth: readableWidth,
    alignSelf: 'center',
    paddingHorizontal: space.large,
    paddingBottom: space.huge * 2,
    gap: space.medium,
  },
  head: {
    flexDirection: 'row',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: space.medium,
    paddingTop: space.large,
    paddingBottom: space.small,
  },
  title: { flexShrink: 1 },
});

/** The title of a page, and what stands beside it. */
export function PageHead({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <View style={pageStyles.head}>
      <Words look="title" aria-level={1} style={pageStyles.title}>
        {title}
      </Words>
      {children}
    </View>
  );
}

interface PageProps {
  readonly title: string;
  /** Beside the title. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A page that scrolls as a whole; long lists are lists of their own. */
export function Page({ title, beside, children }: PageProps) {
  const palette = usePalette();
  const { top } = useSafeAreaInsets();
  return (
    <ScrollView
      role="main"
      style={[pageStyles.page, { backgroundColor: palette.background, paddingTop: top }]}
      contentContainerStyle={pageStyles.content}
      keyboardShouldPersistTaps="handled"
    >
      <PageHead title={title}>{beside}</PageHead>
      {children}
    </ScrollView>
  );
}
