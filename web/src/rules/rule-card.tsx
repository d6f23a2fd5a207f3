import { useMutation } from '@apollo/client/react';
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DeleteRuleDocument, PauseRuleDocument, type RuleRowFragment } from '../__generated__/graphql.ts';
import { Failed } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { Tag } from '../parts/tag.tsx';
import { navigate } from '../router/address.ts';
import { say } from '../text/language.ts';
import { describeRule } from './describe-rule.ts';

const useStyles = makeStyles({
  text: { display: 'grid', flexGrow: 1, flexBasis: '220px', minWidth: 0, overflowWrap: 'anywhere' },
  about: { color: tokens.colorNeutralForeground2 },
});

export interface RuleCardProps {
  readonly rule: RuleRowFragment;
  /** Reads the rules again: another screen may have deleted this one. */
  readonly onChanged: () => void;
}

/** A rule, and what can be done with it. */
export function RuleCard({ rule, onChanged }: RuleCardProps) {
  const styles = useStyles();
  const { id, name, paused, severity } = rule;
  const errorPolicy = 'all';
  const [pause, pausing] = useMutation(PauseRuleDocument, {
    variables: { id, paused: !paused },
    errorPolicy,
  });
  const [remove, removing] = useMutation(DeleteRuleDocument, { variables: { id }, errorPolicy });
  const error = pausing.error ?? removing.error;
  const button = (text: string, onClick: () => void) => (
    <Button size="small" appearance="subtle" aria-label={`${text}: ${name}`} onClick={onClick}>
      {text}
    </Button>
  );
  return (
    <Panel isRow>
      <div className={styles.text}>
        <Text weight="semibold">
          <bdi>{name}</bdi>
        </Text>
        <Text size={200} className={styles.about}>
          {describeRule(rule)} · {say(severity)}
        </Text>
      </div>
      {paused && <Tag>{say('paused')}</Tag>}
      {button(say('edit'), () => navigate(`/rules/${encodeURIComponent(id)}`))}
      {button(
        say(paused ? 'resume' : 'pause'),
        () => void pause().then(({ error: failure }) => failure && onChanged()),
      )}
      {button(say('delete'), () => void remove().then(onChanged))}
      {error && <Failed error={error} />}
    </Panel>
  );
}
