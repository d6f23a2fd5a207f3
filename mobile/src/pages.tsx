import { useLiveAlerts } from '@headgate/clients/use-live-alerts.ts';
import { useEffect } from 'react';
import { StyleSheet, View } from 'react-native';
import { alertListVariables, useAlertList } from './alerts/alert-list.ts';
import { AlertPage } from './alerts/alert-page.tsx';
import { AlertsPage } from './alerts/alerts-page.tsx';
import type { Clients } from './data/create-client.ts';
import { usePlatform } from './data/use-platform.ts';
import { usePalette } from './look/palette.ts';
import { readAddress } from './navigation/route.ts';
import { TabBar } from './navigation/tab-bar.tsx';
import { NavigationContext } from './navigation/use-navigation.ts';
import { useRoutes } from './navigation/use-routes.ts';
import { PlacesPage } from './places/places-page.tsx';
import { usePushResponses } from './push/use-push-responses.ts';
import { NewRulePage } from './rules/new-rule-page.tsx';
import { RulePage } from './rules/rule-page.tsx';
import { RulesPage } from './rules/rules-page.tsx';
import type { User } from './sign-in/create-session.ts';
import { useAges } from './telemetry/use-ages.ts';
import { YouPage } from './you/you-page.tsx';

const styles = StyleSheet.create({ all: { flex: 1 } });

/** After a shorter sleep the socket tells by itself whether it still lives. */
const longSleepMs = 5_000;

export interface PagesProps {
  readonly user: User;
  readonly clients: Clients;
  readonly onSignOut: () => Promise<void>;
}

/** The page that was gone to; alerts are followed on all of them. */
export function Pages({ user, clients, onSignOut }: PagesProps) {
  const palette = usePalette();
  const platform = usePlatform();
  const navigation = useRoutes();
  const { route, go } = navigation;
  const { connection } = useAlertList();
  const { socket } = clients;
  const ages = useAges();
  const liveness = useLiveAlerts({ socket, alerts: connection, variables: alertListVariables, ages });
  usePushResponses(clients.client, go);
  useEffect(
    () =>
      platform.onAddress((address) => {
        const next = readAddress(address);
        if (next) go(next);
      }),
    [platform, go],
  );
  useEffect(
    () => platform.onWake((asleepMs) => asleepMs >= longSleepMs && clients.reconnect()),
    [platform, clients],
  );
  return (
    <NavigationContext value={navigation}>
      <View style={[styles.all, { backgroundColor: palette.background }]}>
        {route.page === 'alert' && <AlertPage key={route.id} id={route.id} />}
        {route.page === 'new rule' && <NewRulePage />}
        {route.page === 'rule' && <RulePage key={route.id} id={route.id} />}
        {route.page === 'tab' && (
          <>
            <View style={styles.all}>
              {route.tab === 'alerts' && <AlertsPage liveness={liveness} />}
              {route.tab === 'rules' && <RulesPage />}
              {route.tab === 'places' && <PlacesPage />}
              {route.tab === 'you' && <YouPage name={user.name} onSignOut={onSignOut} />}
            </View>
            <TabBar tab={route.tab} onTab={(tab) => go({ page: 'tab', tab })} />
          </>
        )}
      </View>
    </NavigationContext>
  );
}
