import { useQuery } from '@apollo/client/react';
import { Button, makeStyles, Title2 } from '@fluentui/react-components';
import { readFragment } from '../__generated__/fragment-masking.ts';
import { RuleRowFragmentDoc, RulesDocument } from '../__generated__/graphql.ts';
import { Empty, Failed, Loading } from '../parts/page-states.tsx';
import { navigate, useAddress } from '../router/address.ts';
import { RuleCard } from '../rules/rule-card.tsx';
import { RuleForm } from '../rules/rule-form.tsx';
import { say } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
});

/** The rules of who is signed in, and how to make or change one: `/rules/ID`. */
export function Page() {
  const styles = useStyles();
  const { id } = useAddress();
  const {
    data: fresh,
    previousData,
    loading,
    error,
    refetch,
  } = useQuery(RulesDocument, {
    variables: { first: 100 },
    fetchPolicy: 'cache-and-network',
  });
  // Without a network the answer is an error: what was seen is shown all the same.
  const data = fresh ?? previousData;
  const rules = readFragment(RuleRowFragmentDoc, data?.alertRules.nodes ?? []);
  const rule = rules.find((each) => each.id === id);
  const leave = () => {
    if (id !== undefined) navigate('/rules');
    void refetch();
  };
  // Whoever's it is, and whether it ever was: the answer is the same.
  const isMissing = id !== undefined && !rule && data !== undefined && !loading;
  return (
    <>
      <Title2 as="h1">{say('rules')}</Title2>
      {isMissing && (
        <Empty title={say('noRule')}>
          {say('noRuleText')}{' '}
          <Button size="small" onClick={leave}>
            {say('allRules')}
          </Button>
        </Empty>
      )}
      {(rule || id === undefined) && <RuleForm key={rule?.id ?? ''} rule={rule} onDone={leave} />}
      {error && !data && <Failed error={error} onAgain={() => void refetch()} />}
      {loading && !data && <Loading />}
      {data && rules.length === 0 && id === undefined && <Empty title={say('noRules')} />}
      <ul className={styles.list}>
        {rules.map((each) => (
          <li key={each.id}>
            <RuleCard rule={each} onChanged={leave} />
          </li>
        ))}
      </ul>
    </>
  );
}
