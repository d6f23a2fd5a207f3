import { PreferencesDocument } from '@headgate/clients/__generated__/graphql.ts';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { useSeenQuery } from '../data/use-seen-query.ts';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Icon } from '../parts/icon.tsx';
import { Page } from '../parts/page.tsx';
import { AwayBar, Failed, Loading } from '../parts/page-states.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import { PreferencesCard } from './preferences-card.tsx';
import { PushCard } from './push-card.tsx';

const styles = StyleSheet.create({
  who: { flexDirection: 'row', alignItems: 'center', gap: space.medium },
  face: { width: 56, height: 56, borderRadius: 28, alignItems: 'center', justifyContent: 'center' },
  device: { flexDirection: 'row', alignItems: 'center', gap: space.small },
  name: { flexShrink: 1 },
});

interface YouPageProps {
  readonly name: string;
  readonly onSignOut: () => Promise<void>;
}

/** Who is signed in, and how they want to be told. */
export function YouPage({ name, onSignOut }: YouPageProps) {
  const palette = usePalette();
  const [isLeaving, setLeaving] = useState(false);
  const { data, loading, error, again } = useSeenQuery(PreferencesDocument, {});
  const initials = name
    .split(' ')
    .map(([first = '']) => first)
    .slice(0, 2)
    .join('');
  const devices = data?.viewer?.devices ?? [];
  return (
    <Page title={say('you')}>
      {error && data && <AwayBar />}
      <Card>
        <View style={styles.who}>
          <View style={[styles.face, { backgroundColor: palette.brandSoft }]} aria-hidden>
            <Words look="heading" role="presentation" colour={palette.brand}>
              {initials}
            </Words>
          </View>
          <Words look="heading" aria-level={2} style={styles.name}>
            {name}
          </Words>
        </View>
      </Card>
      <PushCard />
      {!data && (loading ? <Loading /> : <Failed onAgain={() => void again()} />)}
      {data?.viewer && <PreferencesCard viewer={data.viewer} />}
      {devices.length > 0 && (
        <Card>
          <Words look="heading" aria-level={2}>
            {say('devices')}
          </Words>
          {devices.map(({ id, name: device }) => (
            <View key={id} style={styles.device}>
              <Icon name="phone" colour={palette.soft} size={20} />
              <Words>{device}</Words>
            </View>
          ))}
        </Card>
      )}
      <Button
        look="danger"
        label={say('signOut')}
        isBusy={isLeaving}
        onPress={() => {
          setLeaving(true);
          void onSignOut();
        }}
      />
    </Page>
  );
}
