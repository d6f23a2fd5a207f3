import type { Liveness } from '@headgate/clients/follow-alerts.ts';
import { useCallback, useMemo, useState } from 'react';
import { RefreshControl, SectionList, StyleSheet, View } from 'react-native';
import { useSafeAreaInsets } from 'react-native-safe-area-context';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { useNavigation } from '../navigation/use-navigation.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { Choice } from '../parts/choice.tsx';
import { PageHead, pageStyles } from '../parts/page.tsx';
import { AwayBar, Failed, Loading, Notice } from '../parts/page-states.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import { AlertCard } from './alert-card.tsx';
import { useAlertList } from './alert-list.ts';
import { groupByDay } from './group-by-day.ts';
import { useNow } from './use-now.ts';

const styles = StyleSheet.create({
  head: { gap: space.medium },
  day: { paddingTop: space.small },
});

type Filter = 'open' | 'all';

/** How it stands with what is live, where it stands well; else there is a bar. */
function LiveBadge({ liveness }: { readonly liveness: Liveness }) {
  const palette = usePalette();
  return (
    <View role="status" testID={`liveness-${liveness}`}>
      {liveness === 'live' && (
        <Badge label={say('isLive')} front={palette.good} back={palette.goodSoft} hasDot />
      )}
    </View>
  );
}

/** Alerts as they are raised. */
export function AlertsPage({ liveness }: { readonly liveness: Liveness }) {
  const palette = usePalette();
  const { top } = useSafeAreaInsets();
  const { go } = useNavigation();
  const now = useNow();
  const [filter, setFilter] = useState<Filter>('all');
  const [isPulled, setPulled] = useState(false);
  const { connection, alerts, error, loading, hasMore, more, again } = useAlertList();
  const open = useMemo(() => alerts.filter(({ status }) => status === 'RAISED'), [alerts]);
  const days = useMemo(() => groupByDay(filter === 'open' ? open : alerts, now), [filter, open, alerts, now]);
  const filters = [
    { value: 'all', label: say('all') },
    { value: 'open', label: open.length > 0 ? `${say('open')} · ${open.length}` : say('open') },
  ] as const;
  const onOpen = useCallback((id: string) => go({ page: 'alert', id }), [go]);
  const refresh = () => {
    setPulled(true);
    void again().then(() => setPulled(false));
  };

  const nothing = () => {
    if (connection && alerts.length > 0)
      return <Notice icon="checks" title={say('allDone')} text={say('allDoneText')} />;
    if (connection)
      return (
        <Notice icon="bell" title={say('noAlerts')} text={say('noAlertsText')}>
          <Button icon="plus" label={say('makeRule')} onPress={() => go({ page: 'new rule' })} />
        </Notice>
      );
    return loading ? <Loading /> : <Failed onAgain={() => void again()} />;
  };

  return (
    <SectionList
      role="main"
      style={[pageStyles.page, { backgroundColor: palette.background, paddingTop: top }]}
      contentContainerStyle={pageStyles.content}
      sections={days}
      keyExtractor={({ id }) => id}
      stickySectionHeadersEnabled={false}
      onEndReached={() => hasMore && more()}
      refreshControl={<RefreshControl refreshing={isPulled} onRefresh={refresh} tintColor={palette.soft} />}
      ListHeaderComponent={
        <View style={styles.head}>
          <PageHead title={say('alerts')}>
            <LiveBadge liveness={liveness} />
          </PageHead>
          {(liveness === 'away' || (error && connection)) && <AwayBar />}
          {alerts.length > 0 && (
            <Choice label={say('alerts')} options={filters} value={filter} onChoose={setFilter} />
          )}
        </View>
      }
      ListEmptyComponent={nothing}
      renderSectionHeader={({ section: { title } }) => (
        <Words look="label" colour={palette.soft} role="heading" aria-level={2} style={styles.day}>
          {title}
        </Words>
      )}
      renderItem={({ item }) => <AlertCard alert={item} now={now} onOpen={onOpen} />}
    />
  );
}
