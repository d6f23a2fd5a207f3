import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import Svg, { Path, Rect } from 'react-native-svg';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Button } from '../parts/button.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import type { Session } from './create-session.ts';

const styles = StyleSheet.create({
  page: { flex: 1, padding: space.huge, justifyContent: 'space-between' },
  middle: { flex: 1, justifyContent: 'center', gap: space.large, maxWidth: 480, alignSelf: 'center' },
  foot: { gap: space.medium, width: '100%', maxWidth: 480, alignSelf: 'center' },
  centred: { textAlign: 'center' },
});

interface WelcomePageProps {
  readonly session: Session;
  /** Whether somebody was signed in until the issuer said no. */
  readonly hasEnded: boolean;
}

/** What somebody sees who is not signed in. */
export function WelcomePage({ session, hasEnded }: WelcomePageProps) {
  const palette = usePalette();
  const { top, bottom } = useSafeAreaInsets();
  const [phase, setPhase] = useState<'idle' | 'busy' | 'failed'>('idle');

  async function signIn(): Promise<void> {
    setPhase('busy');
    try {
      await session.signIn();
      setPhase('idle');
    } catch {
      setPhase('failed');
    }
  }

  return (
    <View
      role="main"
      style={[
        styles.page,
        {
          backgroundColor: palette.background,
          paddingTop: top + space.huge,
          paddingBottom: bottom + space.huge,
        },
      ]}
    >
      <View style={styles.middle}>
        <Svg width={76} height={76} viewBox="0 0 64 64" aria-hidden>
          <Rect width={64} height={64} rx={16} fill="#0f6cbd" />
          <Path
            d="M19 18v28M45 18v28M19 32h26M32 24v16"
            stroke="#ffffff"
            strokeWidth={5}
            strokeLinecap="round"
          />
        </Svg>
        <Words look="title" aria-level={1}>
          {say('welcome')}
        </Words>
        <Words colour={palette.soft}>{say('welcomeText')}</Words>
        {hasEnded && (
          <Words role="status" colour={palette.WARNING}>
            {say('hasEnded')}
          </Words>
        )}
      </View>
      <View style={styles.foot}>
        {phase === 'failed' && (
          <Words look="small" role="alert" colour={palette.CRITICAL} style={styles.centred}>
            {`${say('failed')}. ${say('failedText')}`}
          </Words>
        )}
        <Button isWide label={say('signIn')} isBusy={phase === 'busy'} onPress={() => void signIn()} />
        <Words look="small" colour={palette.soft} style={styles.centred}>
          {say('inBrowser')}
        </Words>
      </View>
    </View>
  );
}
