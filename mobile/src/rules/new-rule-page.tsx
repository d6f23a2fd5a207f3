import { SubPage } from '../parts/sub-page.tsx';
import { say } from '../text/language.ts';
import { RuleForm } from './rule-form.tsx';

/** Makes a rule. */
export function NewRulePage() {
  return (
    <SubPage title={say('newRule')}>
      <RuleForm />
    </SubPage>
  );
}
