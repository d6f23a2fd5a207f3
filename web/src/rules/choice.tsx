import { Field, Select } from '@fluentui/react-components';
import { say } from '../text/language.ts';
import type { MessageName } from '../text/languages/en.ts';

export interface ChoiceProps<Value extends MessageName> {
  readonly label: string;
  readonly value: Value | '';
  readonly values: readonly Value[];
  /** What stands for none of them. Default: one of them is chosen. */
  readonly none?: string;
  readonly onChange: (value: Value) => void;
}

/** One of some values, by the names that people have for them. */
export function Choice<Value extends MessageName>({
  label,
  value,
  values,
  none,
  onChange,
}: ChoiceProps<Value>) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, { value: chosen }) => onChange(chosen as Value)}>
        {none !== undefined && <option value="">{none}</option>}
        {values.map((each) => (
          <option key={each} value={each}>
            {say(each)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
