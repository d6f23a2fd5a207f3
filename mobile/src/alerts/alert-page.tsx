import type { AlertRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import { useAlertActions } from '@headgate/clients/use-alert-actions.ts';
import { StyleSheet, View } from 'react-native';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { useNavigation } from '../navigation/use-navigation.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Failed, Loading, Notice } from '../parts/page-states.tsx';
import { SubPage } from '../parts/sub-page.tsx';
import { Words } from '../parts/words.tsx';
import { formatMoment, say } from '../text/language.ts';
import { SeverityMark } from './severity-mark.tsx';
import { useAlert } from './use-alert.ts';
import { WhereMap } from './where-map.tsx';

const styles = StyleSheet.create({
  head: { flexDirection: 'row', alignItems: 'center', gap: space.medium },
  badges: { flexDirection: 'row', flexWrap: 'wrap', gap: space.small, flexShrink: 1 },
  fact: { flexDirection: 'row', justifyContent: 'space-between', gap: space.large },
  value: { flexShrink: 1, textAlign: 'right' },
});

function Fact({ label, value }: { readonly label: string; readonly value: string | null | undefined }) {
  const palette = usePalette();
  if (!value) return null;
  return (
    <View style={styles.fact}>
      <Words look="small" colour={palette.soft}>
        {label}
      </Words>
      <Words look="small" style={styles.value}>
        {value}
      </Words>
    </View>
  );
}

const moment = (time: string | null) => (time === null ? undefined : formatMoment(time));

function AlertDetails({ alert }: { readonly alert: AlertRowFragment }) {
  const palette = usePalette();
  const { acknowledge, resolve, error } = useAlertActions(alert);
  const { severity, status, activity } = alert;
  const isDone = status === 'RESOLVED';
  return (
    <>
      <Card>
        <View style={styles.head}>
          <SeverityMark severity={severity} />
          <View style={styles.badges}>
            <Badge label={say(severity)} front={palette[severity]} back={palette[`${severity}Soft`]} />
            {status !== 'RAISED' && (
              <Badge
                label={say(status)}
                icon={isDone ? 'checks' : 'check'}
                front={palette.good}
                back={palette.goodSoft}
              />
            )}
          </View>
        </View>
        <Words look="heading" aria-level={1}>
          {alert.message}
        </Words>
      </Card>
      {status === 'RAISED' && (
        <Button icon="check" isWide label={say('acknowledge')} onPress={() => void acknowledge()} />
      )}
      {!isDone && (
        <Button icon="checks" isWide look="soft" label={say('resolve')} onPress={() => void resolve()} />
      )}
      {error && (
        <Words look="small" role="alert" colour={palette.CRITICAL}>
          {`${say('failed')}: ${error.message}`}
        </Words>
      )}
      {activity?.location && <WhereMap {...activity.location} />}
      <Card>
        <Fact label={say('rule')} value={alert.rule?.name ?? say('ruleGone')} />
        <Fact label={say('place')} value={activity?.place?.name} />
        <Fact label={say('raisedAt')} value={moment(alert.raisedAt)} />
        <Fact label={say('acknowledgedAt')} value={moment(alert.acknowledgedAt)} />
        <Fact label={say('resolvedAt')} value={moment(alert.resolvedAt)} />
      </Card>
    </>
  );
}

/** One alert: what a notification, or an address, leads to. */
export function AlertPage({ id }: { readonly id: string }) {
  const { go } = useNavigation();
  const state = useAlert(id);
  return (
    <SubPage>
      {state.phase === 'there' && <AlertDetails alert={state.alert} />}
      {state.phase === 'loading' && <Loading />}
      {state.phase === 'failed' && <Failed onAgain={state.again} />}
      {state.phase === 'gone' && (
        <Notice icon="bell" title={say('alertGone')} text={say('alertGoneText')}>
          <Button label={say('toAlerts')} onPress={() => go({ page: 'tab', tab: 'alerts' })} />
        </Notice>
      )}
    </SubPage>
  );
}
