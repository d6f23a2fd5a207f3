import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useAlertActions } from '@headgate/clients/use-alert-actions.ts';
import { useEffect, useState } from 'react';
import { type FragmentType, readFragment } from '../__generated__/fragment-masking.ts';
import { AlertRowFragmentDoc } from '../__generated__/graphql.ts';
import { ages } from '../telemetry/recorder.ts';
import { formatTime, say } from '../text/language.ts';
import { Failed } from './page-states.tsx';
import { Panel } from './panel.tsx';
import { Tag } from './tag.tsx';

const useStyles = makeStyles({
  /** As wide as the longest, so that messages begin below each other. */
  severity: { minWidth: '76px' },
  text: { display: 'grid', flexGrow: 1, flexBasis: '220px', minWidth: 0 },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-line' },
  folded: { overflow: 'hidden', display: '-webkit-box', WebkitLineClamp: 3, WebkitBoxOrient: 'vertical' },
  about: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  more: { justifySelf: 'start' },
});

const intents = { INFO: 'plain', WARNING: 'warning', CRITICAL: 'danger' } as const;

/** Longer messages are folded until somebody asks for all of them. */
const longMessage = 240;

export interface AlertCardProps {
  readonly alert: FragmentType<typeof AlertRowFragmentDoc>;
}

/** One alert, and what can be done about it. */
export function AlertCard(props: AlertCardProps) {
  const styles = useStyles();
  const alert = readFragment(AlertRowFragmentDoc, props.alert);
  const { id, status, severity, message } = alert;
  useEffect(() => ages.show(id), [id]);
  const [isFolded, setFolded] = useState(message.length > longMessage);
  const { acknowledge, resolve, error } = useAlertActions(alert);
  const about = [
    alert.rule?.name ?? say('ruleGone'),
    alert.activity?.place?.name,
    formatTime(alert.raisedAt),
  ];
  return (
    <Panel isRow>
      <div className={styles.severity}>
        <Tag intent={intents[severity]}>{say(severity)}</Tag>
      </div>
      <div className={styles.text}>
        <Text weight="semibold" className={mergeClasses(styles.message, isFolded && styles.folded)}>
          {/* Its direction is its own, its side that of the page. */}
          <bdi data-message>{message}</bdi>
        </Text>
        <Text size={200} className={styles.about}>
          <bdi>{about.filter(Boolean).join(' · ')}</bdi>
        </Text>
        {message.length > longMessage && (
          <Button
            size="small"
            appearance="transparent"
            className={styles.more}
            aria-expanded={!isFolded}
            onClick={() => setFolded(!isFolded)}
          >
            {say(isFolded ? 'wholeMessage' : 'foldMessage')}
          </Button>
        )}
      </div>
      {status !== 'RAISED' && <Tag>{say(status)}</Tag>}
      {status === 'RAISED' && (
        <Button size="small" onClick={() => void acknowledge()}>
          {say('acknowledge')}
        </Button>
      )}
      {status !== 'RESOLVED' && (
        <Button size="small" appearance="subtle" onClick={() => void resolve()}>
          {say('resolve')}
        </Button>
      )}
      {error && <Failed error={error} />}
    </Panel>
  );
}
