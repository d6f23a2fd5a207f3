import { Field, Input } from '@fluentui/react-components';
import type { ActivityKind, PredictionTarget } from '../__generated__/graphql.ts';
import { say } from '../text/language.ts';
import { Choice } from './choice.tsx';
import type { Draft } from './draft.ts';

type NumberField = {
  [Name in keyof Draft]: Draft[Name] extends number ? Name : never;
}[keyof Draft];

export interface ConditionFieldsProps {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}

const targets: readonly PredictionTarget[] = ['LIKELY_TO_BUY', 'LIKELY_TO_LEAVE', 'BUSIER_THAN_FORECAST'];
const kinds: readonly ActivityKind[] = ['VIEW', 'CLICK', 'CHECK_IN', 'PURCHASE', 'SIGN_IN', 'CUSTOM'];

/** What a condition is made of, but for the area on the map. */
export function ConditionFields({ draft, onChange }: ConditionFieldsProps) {
  const { what, transition, points, target, activityKind } = draft;
  const number = (label: string, field: NumberField) => (
    <Field label={label}>
      <Input
        type="number"
        min={1}
        value={String(draft[field])}
        onChange={(_, { value }) => onChange({ [field]: Number(value) })}
      />
    </Field>
  );
  return (
    <>
      {what === 'geofence' && (
        <Choice
          label={say('transition')}
          value={transition}
          values={['ENTER', 'EXIT', 'DWELL']}
          onChange={(value) => onChange({ transition: value })}
        />
      )}
      {what === 'geofence' && transition === 'DWELL' && number(say('dwellMinutes'), 'dwellMinutes')}
      {what === 'geofence' && points.length < 2 && number(say('radius'), 'radiusMeters')}
      {what === 'threshold' && number(say('times'), 'times')}
      {what === 'threshold' && number(say('within'), 'minutes')}
      {what === 'inactivity' && number(say('afterHours'), 'hours')}
      {what === 'anomaly' && number(say('deviations'), 'deviations')}
      {what !== 'geofence' && what !== 'predicted' && (
        <Choice
          label={say('kind')}
          value={activityKind}
          values={kinds}
          none={say('all')}
          onChange={(value) => onChange({ activityKind: value })}
        />
      )}
      {what === 'predicted' && (
        <Choice
          label={say('prediction')}
          value={target}
          values={targets}
          onChange={(value) => onChange({ target: value })}
        />
      )}
      {what === 'predicted' && target !== 'BUSIER_THAN_FORECAST' && number(say('fromPercent'), 'percent')}
    </>
  );
}
