import { useMutation } from '@apollo/client/react';
import {
  type AlertSeverity,
  type PreferencesQuery,
  UpdatePreferencesDocument,
} from '@headgate/clients/__generated__/graphql.ts';
import { useRef } from 'react';
import { usePalette } from '../look/palette.ts';
import { Card } from '../parts/card.tsx';
import { Choice } from '../parts/choice.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import { QuietHours } from './quiet-hours.tsx';

const severities: readonly AlertSeverity[] = ['INFO', 'WARNING', 'CRITICAL'];

type Changes = Partial<Pick<Viewer['notificationPreferences'], 'pushEnabled' | 'minSeverity' | 'quietHours'>>;

type Viewer = NonNullable<PreferencesQuery['viewer']>;

/** What a user wants to be told of, and when, on all of their devices. */
export function PreferencesCard({ viewer }: { readonly viewer: Viewer }) {
  const palette = usePalette();
  const { notificationPreferences: known } = viewer;
  const [update, { error }] = useMutation(UpdatePreferencesDocument, { errorPolicy: 'all' });
  const key = { __typename: 'User' as const, id: viewer.id };
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const send = (input: Changes) =>
    update({
      variables: { input },
      optimisticResponse: {
        updateNotificationPreferences: {
          ...key,
          notificationPreferences: { ...known, ...input },
        },
      },
    });
  /** One after the other: whoever types quickly means what they typed last. */
  function change(input: Changes): void {
    last.current = last.current.then(() => send(input)).catch(() => undefined);
  }
  return (
    <Card>
      <SwitchRow
        label={say('push')}
        value={known.pushEnabled}
        onChange={(pushEnabled) => change({ pushEnabled })}
      />
      <Words look="label" colour={palette.soft}>
        {say('minSeverity')}
      </Words>
      <Choice
        label={say('minSeverity')}
        options={severities.map((value) => ({ value, label: say(value) }))}
        value={known.minSeverity}
        onChoose={(minSeverity) => change({ minSeverity })}
      />
      <QuietHours value={known.quietHours} onChange={(quietHours) => change({ quietHours })} />
      {error && (
        <Words look="small" role="alert" colour={palette.CRITICAL}>
          {`${say('failed')}: ${error.message}`}
        </Words>
      )}
    </Card>
  );
}
