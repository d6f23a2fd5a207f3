import type { AlertRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import { useAlertActions } from '@headgate/clients/use-alert-actions.ts';
import { memo, useEffect } from 'react';
import { Pressable, StyleSheet, View } from 'react-native';
import { space, touch } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Card } from '../parts/card.tsx';
import { Icon } from '../parts/icon.tsx';
import { Words } from '../parts/words.tsx';
import { useAges } from '../telemetry/use-ages.ts';
import { formatTime, say } from '../text/language.ts';
import { SeverityMark } from './severity-mark.tsx';

const styles = StyleSheet.create({
  card: { flexDirection: 'row', alignItems: 'center', padding: space.medium, gap: space.small },
  body: { flex: 1, flexDirection: 'row', gap: space.medium, alignItems: 'center' },
  text: { flex: 1, gap: 2 },
  about: { flexDirection: 'row', alignItems: 'center', gap: 5 },
  aboutText: { flexShrink: 1 },
  button: {
    width: touch,
    height: touch,
    borderRadius: touch / 2,
    alignItems: 'center',
    justifyContent: 'center',
  },
});

interface AlertCardProps {
  readonly alert: AlertRowFragment;
  readonly now: number;
  readonly onOpen: (id: string) => void;
}

/** One alert in the list: what, of which rule, when; open it, or take note of it. */
export const AlertCard = memo(function AlertCard({ alert, now, onOpen }: AlertCardProps) {
  const palette = usePalette();
  const { acknowledge } = useAlertActions(alert);
  const { id, message, severity, status, raisedAt } = alert;
  const ages = useAges();
  useEffect(() => ages?.show(id), [ages, id]);
  const isOpen = status === 'RAISED';
  const rule = alert.rule?.name ?? say('ruleGone');
  // Most messages begin with their rule.
  const about = [formatTime(raisedAt, now), alert.activity?.place?.name, !message.startsWith(rule) && rule]
    .filter(Boolean)
    .join(' · ');
  return (
    <Card style={styles.card}>
      <Pressable
        role="button"
        testID={`alert-${alert.id}`}
        aria-label={[say(severity), message, about, say(status)].join(', ')}
        onPress={() => onOpen(alert.id)}
        style={({ pressed }) => [styles.body, pressed && { opacity: 0.6 }]}
      >
        <SeverityMark severity={severity} isQuiet={!isOpen} />
        <View style={styles.text}>
          <Words
            look={isOpen ? 'strong' : 'body'}
            colour={isOpen ? palette.text : palette.soft}
            numberOfLines={3}
          >
            {message}
          </Words>
          <View style={styles.about}>
            {!isOpen && (
              <Icon name={status === 'RESOLVED' ? 'checks' : 'check'} colour={palette.good} size={16} />
            )}
            <Words look="small" colour={palette.soft} numberOfLines={1} style={styles.aboutText}>
              {about}
            </Words>
          </View>
        </View>
      </Pressable>
      {isOpen && (
        <Pressable
          role="button"
          aria-label={`${say('acknowledge')}: ${message}`}
          onPress={() => void acknowledge()}
          style={({ pressed }) => [
            styles.button,
            { backgroundColor: palette.brandSoft, opacity: pressed ? 0.6 : 1 },
          ]}
        >
          <Icon name="check" colour={palette.brand} size={22} />
        </Pressable>
      )}
    </Card>
  );
});
