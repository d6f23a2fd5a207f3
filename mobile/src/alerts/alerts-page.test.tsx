import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { AlertsDocument } from '@headgate/clients/__generated__/graphql.ts';
import { cachePolicies } from '@headgate/clients/cache-policies.ts';
import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react-native';
import { SafeAreaProvider } from 'react-native-safe-area-context';
import { NEVER } from 'rxjs';
import { NavigationContext } from '../navigation/use-navigation.ts';
import { alertListVariables } from './alert-list.ts';
import { AlertsPage } from './alerts-page.tsx';

const screenFrame = { x: 0, y: 0, width: 390, height: 844 };
const noInsets = { top: 0, left: 0, right: 0, bottom: 0 };

const node = (index: number) => ({
  __typename: 'Alert' as const,
  id: `a${index}`,
  userId: 'ada',
  cursor: `c${index}`,
  // The first has ten thousand characters, from right to left.
  message: index === 0 ? 'ם🐻'.repeat(3_334) : `Alert ${index}`,
  severity: 'WARNING' as const,
  status: 'RAISED' as const,
  raisedAt: '2026-03-29T12:00:00.000Z',
  acknowledgedAt: null,
  resolvedAt: null,
  rule: null,
  activity: null,
});

test('of a thousand alerts, those on the screen are made', async () => {
  const client = new ApolloClient({
    cache: new InMemoryCache(cachePolicies),
    link: new ApolloLink(() => NEVER),
  });
  const edges = Array.from({ length: 1_000 }, (_, index) => ({
    __typename: 'AlertEdge' as const,
    cursor: `c${index}`,
    node: node(index),
  }));
  const pageInfo = { __typename: 'PageInfo' as const, endCursor: 'c999', hasNextPage: false };
  const alerts = { __typename: 'AlertConnection' as const, edges, pageInfo };
  client.writeQuery({ query: AlertsDocument, variables: alertListVariables, data: { alerts } });
  const navigation = { route: { page: 'tab', tab: 'alerts' }, go: () => {}, back: () => {} } as const;
  await render(
    <ApolloProvider client={client}>
      <SafeAreaProvider initialMetrics={{ frame: screenFrame, insets: noInsets }}>
        <NavigationContext value={navigation}>
          <AlertsPage liveness="live" />
        </NavigationContext>
      </SafeAreaProvider>
    </ApolloProvider>,
  );
  expect(screen.getByText('Open · 1000')).toBeTruthy();
  const made = screen.getAllByTestId(/^alert-/).length;
  expect(made).toBeGreaterThan(5);
  expect(made).toBeLessThan(60);
});
