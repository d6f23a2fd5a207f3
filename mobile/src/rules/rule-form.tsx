import { useMutation } from '@apollo/client/react';
import {
  CreateRuleDocument,
  type RuleRowFragment,
  UpdateRuleDocument,
} from '@headgate/clients/__generated__/graphql.ts';
import { useState } from 'react';
import { View } from 'react-native';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { useNavigation } from '../navigation/use-navigation.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { Words } from '../parts/words.tsx';
import { usePlaces } from '../places/use-places.ts';
import { say } from '../text/language.ts';
import { type Draft, firstDraft, toCondition, toDraft } from './draft.ts';

const choose = <Value extends 'geofence' | 'INFO' | 'ENTER' | string>(values: readonly Value[]) =>
  values.map((value) => ({ value, label: say(value as never) }));

const kinds = choose(['geofence', 'inactivity', 'threshold', 'anomaly'] as const);
const severities = choose(['INFO', 'WARNING', 'CRITICAL'] as const);
const transitions = choose(['ENTER', 'EXIT'] as const);

/** How many places are offered: more are found on the page of places. */
const maxOffered = 12;

function Part({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  const palette = usePalette();
  return (
    <View style={{ gap: space.small }}>
      <Words look="label" colour={palette.soft}>
        {label}
      </Words>
      {children}
    </View>
  );
}

interface RuleFormProps {
  /** The one to change. Default: a new one is made. */
  readonly rule?: RuleRowFragment;
}

/** Makes or changes a rule, in plain words; goes back when that is done. */
export function RuleForm({ rule }: RuleFormProps) {
  const palette = usePalette();
  const { back } = useNavigation();
  const { own, stores } = usePlaces();
  const [draft, setDraft] = useState(() => (rule ? toDraft(rule) : firstDraft));
  const [create, creating] = useMutation(CreateRuleDocument, { errorPolicy: 'all' });
  const [update, updating] = useMutation(UpdateRuleDocument, { errorPolicy: 'all' });
  const error = creating.error ?? updating.error;
  const places = [...(own ?? []), ...stores].slice(0, maxOffered);
  const condition = toCondition(draft, places, rule?.condition);
  const name = draft.name.trim();
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const number = (field: 'times' | 'minutes' | 'hours' | 'deviations') => (
    <Field label={say(field)} value={draft[field]} isNumber onChange={(text) => change({ [field]: text })} />
  );

  async function submit(): Promise<void> {
    if (!condition) return;
    const input = { name, severity: draft.severity, condition };
    const { data } = rule
      ? await update({ variables: { id: rule.id, input } })
      : await create({ variables: { input } });
    if (data) back();
  }

  return (
    <>
      <Card>
        <Field label={say('name')} value={draft.name} onChange={(text) => change({ name: text })} />
        {!rule && (
          <Part label={say('what')}>
            <Choice
              label={say('what')}
              options={kinds}
              value={draft.kind}
              onChoose={(kind) => change({ kind })}
            />
          </Part>
        )}
        {draft.kind === 'geofence' && (
          <>
            <Part label={say('where')}>
              {rule && <Words look="small">{say('areaStays')}</Words>}
              {places.length > 0 ? (
                <Choice
                  label={say('where')}
                  options={places.map(({ id, name: label }) => ({ value: id, label }))}
                  value={draft.placeId}
                  onChoose={(placeId) => change({ placeId })}
                />
              ) : (
                <Words look="small">{say('noPlaceYet')}</Words>
              )}
            </Part>
            <Part label={say('transition')}>
              <Choice
                label={say('transition')}
                options={transitions}
                value={draft.transition}
                onChoose={(transition) => change({ transition })}
              />
            </Part>
          </>
        )}
        {draft.kind === 'threshold' && (
          <>
            {number('times')}
            {number('minutes')}
          </>
        )}
        {draft.kind === 'inactivity' && number('hours')}
        {draft.kind === 'anomaly' && number('deviations')}
        <Part label={say('severity')}>
          <Choice
            label={say('severity')}
            options={severities}
            value={draft.severity}
            onChoose={(severity) => change({ severity })}
          />
        </Part>
      </Card>
      {error && (
        <Words look="small" role="alert" colour={palette.CRITICAL}>
          {`${say('failed')}: ${error.message}`}
        </Words>
      )}
      <Button
        isWide
        label={say(rule ? 'save' : 'create')}
        isOff={!condition || name === ''}
        isBusy={creating.loading || updating.loading}
        onPress={() => void submit()}
      />
    </>
  );
}
