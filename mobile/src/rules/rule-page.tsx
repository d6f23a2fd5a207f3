import { RulesDocument } from '@headgate/clients/__generated__/graphql.ts';
import { useSeenQuery } from '../data/use-seen-query.ts';
import { Failed, Loading, Notice } from '../parts/page-states.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { say } from '../text/language.ts';
import { RuleForm } from './rule-form.tsx';
import { ruleListVariables } from './rules-page.tsx';

/** Changes a rule that is there. */
export function RulePage({ id }: { readonly id: string }) {
  const { data, loading, again } = useSeenQuery(RulesDocument, ruleListVariables);
  const rule = data?.alertRules.nodes.find((each) => each.id === id);
  return (
    <SubPage title={say('editRule')}>
      {rule && <RuleForm rule={rule} />}
      {!data && (loading ? <Loading /> : <Failed onAgain={() => void again()} />)}
      {data && !rule && <Notice icon="sliders" title={say('noRule')} text={say('noRuleText')} />}
    </SubPage>
  );
}
