import { useMutation } from '@apollo/client/react';
import { Button, Field, Input, makeStyles, Subtitle1, Text } from '@fluentui/react-components';
import { useState } from 'react';
import {
  type AlertSeverity,
  CreateRuleDocument,
  type RuleRowFragment,
  UpdateRuleDocument,
} from '../__generated__/graphql.ts';
import { LazyMap } from '../map/lazy-map.tsx';
import { Failed } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { say } from '../text/language.ts';
import { Choice } from './choice.tsx';
import { ConditionFields } from './condition-fields.tsx';
import { conditions, type Draft, emptyDraft, isComplete, toCondition, toDraft } from './draft.ts';
import { RulePreview } from './rule-preview.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(250px, 1fr))', gap: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

const severities: readonly AlertSeverity[] = ['INFO', 'WARNING', 'CRITICAL'];

export interface RuleFormProps {
  /** The one to change. Default: a new one is made. */
  readonly rule?: RuleRowFragment | undefined;
  /** Called when it is made or changed, or is to stay as it is. */
  readonly onDone: () => void;
}

/** Makes or changes a rule: an area is drawn on the map, the rest is said in words, and what it would have raised is shown. */
export function RuleForm({ rule, onDone }: RuleFormProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState<Draft>(rule ? toDraft(rule) : emptyDraft);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const [create, creating] = useMutation(CreateRuleDocument, { errorPolicy: 'all' });
  const [update, updating] = useMutation(UpdateRuleDocument, { errorPolicy: 'all' });
  const { name, what, severity, points } = draft;
  const error = creating.error ?? updating.error;

  async function submit(): Promise<void> {
    const input = { name: name.trim(), severity, condition: toCondition(draft) };
    const { data } = rule
      ? await update({ variables: { id: rule.id, input } })
      : await create({ variables: { input } });
    if (!data) return;
    setDraft(emptyDraft);
    onDone();
  }

  return (
    <Panel>
      <Subtitle1 as="h2">{say(rule ? 'editRule' : 'newRule')}</Subtitle1>
      <div className={styles.fields}>
        <Field label={say('name')} required>
          <Input
            value={name}
            dir="auto"
            maxLength={100}
            onChange={(_, { value }) => change({ name: value })}
          />
        </Field>
        <Choice
          label={say('what')}
          value={what}
          values={conditions}
          onChange={(value) => change({ what: value })}
        />
        <Choice
          label={say('severity')}
          value={severity}
          values={severities}
          onChange={(value) => change({ severity: value })}
        />
        <ConditionFields draft={draft} onChange={change} />
      </div>
      {what === 'geofence' && (
        <>
          <Text>{say('drawHint')}</Text>
          <LazyMap
            label={say('drawHint')}
            points={points}
            area={points}
            onChoose={(point) => change({ points: [...points, point], placeId: null })}
          />
        </>
      )}
      <RulePreview draft={draft} />
      {error && <Failed error={error} />}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
          disabled={!isComplete(draft) || creating.loading || updating.loading}
          onClick={() => void submit()}
        >
          {say(rule ? 'save' : 'create')}
        </Button>
        {what === 'geofence' && points.length > 0 && (
          <Button onClick={() => change({ points: [], placeId: null })}>{say('clear')}</Button>
        )}
        {rule && <Button onClick={onDone}>{say('cancel')}</Button>}
      </div>
    </Panel>
  );
}
