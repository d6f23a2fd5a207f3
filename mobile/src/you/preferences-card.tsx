import { useMutation } from '@apollo/client/react';
import {
  type AlertSeverity,
  type PreferencesQuery,
  UpdatePreferencesDocument,
} from '@headgate/clients/__generated__/graphql.ts';
import { StyleSheet, Switch, View } from 'react-native';
import { space, touch } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';

const styles = StyleSheet.create({
  row: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'center',
    minHeight: touch,
    gap: space.medium,
  },
  label: { flexShrink: 1 },
});

const severities: readonly AlertSeverity[] = ['INFO', 'WARNING', 'CRITICAL'];

type Viewer = NonNullable<PreferencesQuery['viewer']>;

/** What a user wants to be told of, on all of their devices. */
export function PreferencesCard({ viewer }: { readonly viewer: Viewer }) {
  const palette = usePalette();
  const { id, notificationPreferences: known } = viewer;
  const key = { __typename: 'User' as const, id };
  const [update] = useMutation(UpdatePreferencesDocument, { errorPolicy: 'all' });
  const change = (changes: { readonly pushEnabled?: boolean; readonly minSeverity?: AlertSeverity }) =>
    void update({
      variables: { input: changes },
      optimisticResponse: {
        updateNotificationPreferences: {
          ...key,
          notificationPreferences: { ...known, ...changes },
        },
      },
    });
  const { quietHours } = known;
  return (
    <Card>
      <View style={styles.row}>
        <Words style={styles.label}>{say('push')}</Words>
        <Switch
          aria-label={say('push')}
          value={known.pushEnabled}
          onValueChange={(pushEnabled) => change({ pushEnabled })}
          trackColor={{ true: palette.brand, false: palette.line }}
          thumbColor="#ffffff"
          {...{ activeThumbColor: '#ffffff' }}
        />
      </View>
      <Words look="label" colour={palette.soft}>
        {say('minSeverity')}
      </Words>
      <Choice
        label={say('minSeverity')}
        options={severities.map((value) => ({ value, label: say(value) }))}
        value={known.minSeverity}
        onChoose={(minSeverity) => change({ minSeverity })}
      />
      <View style={styles.row}>
        <Words>{say('quietHours')}</Words>
        <Words colour={palette.soft}>
          {quietHours ? say('quietFrom', { start: quietHours.start, end: quietHours.end }) : say('quietNone')}
        </Words>
      </View>
    </Card>
  );
}
