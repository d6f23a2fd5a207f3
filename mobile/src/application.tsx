import { useEffect, useState, useSyncExternalStore } from 'react';
import { StatusBar, View } from 'react-native';
import { initialWindowMetrics, SafeAreaProvider } from 'react-native-safe-area-context';
import { PlatformContext } from './data/use-platform.ts';
import { Home } from './home.tsx';
import { usePalette } from './look/palette.ts';
import type { Platform } from './ports/platform.ts';
import { createSession } from './sign-in/create-session.ts';
import type { Settings } from './sign-in/settings.ts';
import { WelcomePage } from './sign-in/welcome-page.tsx';

export interface ApplicationProps {
  readonly platform: Platform;
  readonly settings: Settings;
  /** Default: those of the device. */
  readonly ownFetch?: typeof fetch;
  readonly webSocketImpl?: unknown;
  readonly now?: () => number;
}

const noInsets = {
  frame: { x: 0, y: 0, width: 0, height: 0 },
  insets: { top: 0, left: 0, right: 0, bottom: 0 },
};

/** All of it: who is signed in sees their alerts, who is not is asked to. */
export function Application({ platform, settings, ownFetch = fetch, webSocketImpl, now }: ApplicationProps) {
  const palette = usePalette();
  const [session] = useState(() => createSession({ platform, settings, ownFetch, now: now ?? Date.now }));
  const state = useSyncExternalStore(session.onChange, session.state, session.state);
  useEffect(() => void session.restore(), [session]);
  return (
    <SafeAreaProvider initialMetrics={initialWindowMetrics ?? noInsets}>
      <StatusBar barStyle={palette.isDark ? 'light-content' : 'dark-content'} />
      <PlatformContext value={platform}>
        {state.phase === 'unknown' && <View style={{ flex: 1, backgroundColor: palette.background }} />}
        {state.phase === 'signed out' && <WelcomePage session={session} hasEnded={state.hasEnded} />}
        {state.phase === 'signed in' && (
          <Home
            key={state.user.id}
            user={state.user}
            connection={{ platform, settings, session, ownFetch, webSocketImpl }}
          />
        )}
      </PlatformContext>
    </SafeAreaProvider>
  );
}
