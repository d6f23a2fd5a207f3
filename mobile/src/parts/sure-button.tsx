import { useState } from 'react';
import { say } from '../text/language.ts';
import { Button } from './button.tsx';

interface SureButtonProps {
  readonly label: string;
  /** What it is done to. */
  readonly name: string;
  readonly onPress: () => void;
}

/** For what cannot be undone: it asks once more, in its own place. */
export function SureButton({ label, name, onPress }: SureButtonProps) {
  const [isAsked, setAsked] = useState(false);
  const shown = isAsked ? say('sure') : label;
  return (
    <Button
      look={isAsked ? 'danger' : 'quiet'}
      label={shown}
      name={`${shown}: ${name}`}
      onPress={isAsked ? onPress : () => setAsked(true)}
    />
  );
}
