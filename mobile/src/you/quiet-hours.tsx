import type { PreferencesQuery } from '@headgate/clients/__generated__/graphql.ts';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { space } from '../look/measures.ts';
import { Choice } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { say } from '../text/language.ts';

const styles = StyleSheet.create({
  times: { flexDirection: 'row', gap: space.medium },
  time: { flex: 1 },
});

const policies = ['HOLD', 'DROP'] as const;
const firstHours = { start: '22:00', end: '07:00', policy: 'HOLD' } as const;

/** A time of day, as accounts takes it. */
const timeOfDay = /^([01]\d|2[0-3]):[0-5]\d$/;

type QuietHoursValue = NonNullable<PreferencesQuery['viewer']>['notificationPreferences']['quietHours'];

interface QuietHoursProps {
  readonly value: QuietHoursValue;
  readonly onChange: (value: QuietHoursValue) => void;
}

/** When a user is left alone, by the clock on their wall. */
export function QuietHours({ value, onChange }: QuietHoursProps) {
  return (
    <>
      <SwitchRow
        label={say('quietHours')}
        value={value !== null}
        onChange={(isOn) => onChange(isOn ? firstHours : null)}
      />
      {value && <Hours value={value} onChange={onChange} />}
    </>
  );
}

function Hours({ value, onChange }: QuietHoursProps & { readonly value: NonNullable<QuietHoursValue> }) {
  const { start, end, policy } = value;
  const [typed, setTyped] = useState({ start, end, policy });
  function type(part: Partial<typeof typed>): void {
    const next = { ...typed, ...part };
    setTyped(next);
    if (timeOfDay.test(next.start) && timeOfDay.test(next.end)) onChange(next);
  }
  return (
    <>
      <View style={styles.times}>
        <View style={styles.time}>
          <Field label={say('quietFrom')} value={typed.start} onChange={(text) => type({ start: text })} />
        </View>
        <View style={styles.time}>
          <Field label={say('quietTo')} value={typed.end} onChange={(text) => type({ end: text })} />
        </View>
      </View>
      <Choice
        label={say('quietHours')}
        options={policies.map((each) => ({ value: each, label: say(each) }))}
        value={typed.policy}
        onChoose={(chosen) => type({ policy: chosen })}
      />
    </>
  );
}
