import { useQuery } from '@apollo/client/react';
import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { PreviewRuleDocument, type PreviewRuleQueryVariables } from '../__generated__/graphql.ts';
import { formatNumber, formatTime, say } from '../text/language.ts';
import { type Draft, hasCondition, toCondition } from './draft.ts';

type PreviewInput = PreviewRuleQueryVariables['input'];

const useStyles = makeStyles({
  preview: { display: 'grid', gap: '4px' },
  about: { color: tokens.colorNeutralForeground2 },
});

/** So long nothing more is typed or drawn before it is tried. */
const settleMs = 400;
const shown = 3;

/** Says what a rule would have raised lately, before it is made. */
export function RulePreview({ draft }: { readonly draft: Draft }) {
  const styles = useStyles();
  const input = useSettled(JSON.stringify({ condition: toCondition(draft), days: 7 }));
  const { data, previousData, error } = useQuery(PreviewRuleDocument, {
    variables: { input: JSON.parse(input) as PreviewInput },
    skip: !hasCondition(draft),
    fetchPolicy: 'no-cache',
  });
  const preview = (data ?? previousData)?.previewAlertRule;
  // What cannot be tried yet is for the button to refuse.
  if (!preview || error || !hasCondition(draft)) return <div role="status" />;
  const values = { alerts: formatNumber(preview.alerts), events: formatNumber(preview.events) };
  return (
    <div role="status" className={styles.preview} data-preview={preview.alerts}>
      <Text weight="semibold">{say(preview.alerts === 1 ? 'previewOne' : 'preview', values)}</Text>
      {preview.latest.slice(0, shown).map(({ at, text }) => (
        <Text key={`${at} ${text}`} size={200} className={styles.about}>
          {formatTime(at)} · {text}
        </Text>
      ))}
    </div>
  );
}

/** A value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
