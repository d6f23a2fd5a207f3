import { useMutation } from '@apollo/client/react';
import { DeleteRuleDocument, RulesDocument } from '@headgate/clients/__generated__/graphql.ts';
import { useSeenQuery } from '../data/use-seen-query.ts';
import { useNavigation } from '../navigation/use-navigation.ts';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';
import { AwayBar, Failed, Loading, Notice } from '../parts/page-states.tsx';
import { say } from '../text/language.ts';
import { RuleCard } from './rule-card.tsx';

/** What a list of rules is asked for with, wherever it is read. */
export const ruleListVariables = { first: 50 };

/** The rules of who is signed in. */
export function RulesPage() {
  const { go } = useNavigation();
  const { data, loading, error, again } = useSeenQuery(RulesDocument, ruleListVariables);
  const [remove] = useMutation(DeleteRuleDocument, {
    errorPolicy: 'all',
    refetchQueries: [RulesDocument],
  });
  const rules = data?.alertRules.nodes;
  const newRule = <Button icon="plus" label={say('newRule')} onPress={() => go({ page: 'new rule' })} />;
  return (
    <Page title={say('rules')}>
      {error && data && <AwayBar />}
      {!data && (loading ? <Loading /> : <Failed onAgain={() => void again()} />)}
      {rules?.length === 0 ? (
        <Notice icon="sliders" title={say('noRules')} text={say('noRulesText')}>
          {newRule}
        </Notice>
      ) : (
        rules && newRule
      )}
      {rules?.map((rule) => (
        <RuleCard
          key={rule.id}
          rule={rule}
          onEdit={() => go({ page: 'rule', id: rule.id })}
          onDelete={() => void remove({ variables: { id: rule.id } })}
        />
      ))}
    </Page>
  );
}
