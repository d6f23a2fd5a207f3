import { useMutation } from '@apollo/client/react';
import { CreateRuleDocument } from '@headgate/clients/__generated__/graphql.ts';
import { useState } from 'react';
import { View } from 'react-native';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { useNavigation } from '../navigation/use-navigation.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { Field } from '../parts/field.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { Words } from '../parts/words.tsx';
import { usePlaces } from '../places/use-places.ts';
import { say } from '../text/language.ts';
import { type Draft, firstDraft, toCondition } from './draft.ts';

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

/** Makes a rule, in plain words. */
export function NewRulePage() {
  const palette = usePalette();
  const { back } = useNavigation();
  const { own, stores } = usePlaces();
  const [draft, setDraft] = useState(firstDraft);
  const [create, { loading, error }] = useMutation(CreateRuleDocument, { errorPolicy: 'all' });
  const places = [...(own ?? []), ...stores].slice(0, maxOffered);
  const condition = toCondition(draft, places);
  const name = draft.name.trim();
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  const number = (field: 'times' | 'minutes' | 'hours' | 'deviations') => (
    <Field label={say(field)} value={draft[field]} isNumber onChange={(text) => change({ [field]: text })} />
  );

  async function submit(): Promise<void> {
    if (!condition) return;
    const { data } = await create({ variables: { input: { name, severity: draft.severity, condition } } });
    if (data?.createAlertRule) back();
  }

  return (
    <SubPage title={say('newRule')}>
      <Card>
        <Field label={say('name')} value={draft.name} onChange={(text) => change({ name: text })} />
        <Part label={say('what')}>
          <Choice
            label={say('what')}
            options={kinds}
            value={draft.kind}
            onChoose={(kind) => change({ kind })}
          />
        </Part>
        {draft.kind === 'geofence' && (
          <>
            <Part label={say('where')}>
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
        label={say('create')}
        isOff={!condition || name === ''}
        isBusy={loading}
        onPress={() => void submit()}
      />
    </SubPage>
  );
}
