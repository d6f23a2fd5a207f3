import { useMutation } from '@apollo/client/react';
import { SavePlaceDocument } from '@headgate/clients/__generated__/graphql.ts';
import { useState } from 'react';
import { usePlatform } from '../data/use-platform.ts';
import { usePalette } from '../look/palette.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Field } from '../parts/field.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';

const bounds = { least: 10, most: 100_000 };

interface PlaceFormProps {
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

/** Saves the place where the user is. */
export function PlaceForm({ onSaved, onCancel }: PlaceFormProps) {
  const palette = usePalette();
  const platform = usePlatform();
  const [name, setName] = useState('');
  const [radius, setRadius] = useState('200');
  const [phase, setPhase] = useState<'asked' | 'looking' | 'nowhere' | 'failed'>('asked');
  const [save] = useMutation(SavePlaceDocument, { errorPolicy: 'all' });
  const radiusMeters = Number(radius);
  const isComplete = name.trim() !== '' && radiusMeters >= bounds.least && radiusMeters <= bounds.most;

  async function submit(): Promise<void> {
    setPhase('looking');
    const location = await platform.findPosition().catch(() => undefined);
    if (!location) {
      setPhase('nowhere');
      return;
    }
    const input = { name: name.trim(), location, radiusMeters };
    const { data } = await save({ variables: { input } });
    if (data?.savePlace) onSaved();
    else setPhase('failed');
  }

  return (
    <Card>
      <Field label={say('name')} value={name} onChange={setName} />
      <Field label={say('radius')} value={radius} onChange={setRadius} isNumber />
      {(phase === 'nowhere' || phase === 'failed') && (
        <Words look="small" role="alert" colour={palette.CRITICAL}>
          {say(phase === 'nowhere' ? 'noPosition' : 'failed')}
        </Words>
      )}
      <Button
        icon="pin"
        label={say('save')}
        isOff={!isComplete}
        isBusy={phase === 'looking'}
        onPress={() => void submit()}
      />
      <Button look="quiet" label={say('cancel')} onPress={onCancel} />
    </Card>
  );
}
