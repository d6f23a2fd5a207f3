import { ApolloProvider } from '@apollo/client/react';
import { View } from 'react-native';
import { type SignedInOptions, useSignedIn } from './data/use-signed-in.ts';
import { usePalette } from './look/palette.ts';
import { Pages } from './pages.tsx';
import { DeviceContext } from './push/use-device.ts';
import type { User } from './sign-in/create-session.ts';
import { AgesContext } from './telemetry/use-ages.ts';

/** Longer than this nobody waits for being signed out: what cannot be told then expires. */
const longestGoodbyeMs = 3_000;

export interface HomeProps {
  readonly user: User;
  readonly connection: Omit<SignedInOptions, 'userId'>;
}

/** What somebody sees who is signed in. */
export function Home({ user, connection }: HomeProps) {
  const palette = usePalette();
  const signedIn = useSignedIn({ ...connection, userId: user.id });
  if (!signedIn) return <View style={{ flex: 1, backgroundColor: palette.background }} />;
  const { clients, device, kept, ages } = signedIn;

  async function signOut(): Promise<void> {
    const goodbye = device.remove().catch(() => undefined);
    await Promise.race([goodbye, new Promise((resolve) => setTimeout(resolve, longestGoodbyeMs))]);
    await kept.forget();
    await connection.session.signOut();
  }

  return (
    <ApolloProvider client={clients.client}>
      <DeviceContext value={device}>
        <AgesContext value={ages}>
          <Pages user={user} clients={clients} onSignOut={signOut} />
        </AgesContext>
      </DeviceContext>
    </ApolloProvider>
  );
}
