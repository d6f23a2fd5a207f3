import type { Page } from 'playwright-core';

/** Lets the gateway answer the list of alerts with so many, some of them long, and named in other scripts. */
export async function answerManyAlerts(page: Page, count: number): Promise<void> {
  const edges = Array.from({ length: count }, (_, index) => ({
    __typename: 'AlertEdge',
    cursor: `c${index}`,
    node: {
      __typename: 'Alert',
      id: `a${index}`,
      userId: 'ada',
      status: 'RAISED',
      cursor: `c${index}`,
      message: index === 0 ? 'Long '.repeat(2_000) : `Berlin 🐻 برلين ${index}`,
      severity: 'INFO',
      raisedAt: '2026-06-01T00:00:00.000Z',
      acknowledgedAt: null,
      resolvedAt: null,
      rule: null,
      activity: null,
    },
  }));
  const pageInfo = { __typename: 'PageInfo', endCursor: `c${count - 1}`, hasNextPage: false };
  const json = { data: { alerts: { __typename: 'AlertConnection', edges, pageInfo } } };
  await page.route(/\/graphql$/, (route) =>
    route.request().postDataJSON()?.operationName === 'Alerts' ? route.fulfill({ json }) : route.fallback(),
  );
}
