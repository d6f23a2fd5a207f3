/** What the query `Alerts` answers where there are so many of them; the first has the message, the others short ones in several scripts. */
export function describeAlerts(count: number, firstMessage: string) {
  const edges = Array.from({ length: count }, (_, index) => ({
    __typename: 'AlertEdge' as const,
    cursor: `c${index}`,
    node: {
      __typename: 'Alert' as const,
      id: `a${index}`,
      userId: 'ada',
      status: 'RAISED' as const,
      cursor: `c${index}`,
      message: index === 0 ? firstMessage : `Berlin 🐻 برلين ${index}`,
      severity: 'INFO' as const,
      raisedAt: '2026-06-01T00:00:00.000Z',
      acknowledgedAt: null,
      resolvedAt: null,
      rule: null,
      activity: null,
    },
  }));
  const pageInfo = { __typename: 'PageInfo' as const, endCursor: `c${count - 1}`, hasNextPage: false };
  return { alerts: { __typename: 'AlertConnection' as const, edges, pageInfo } };
}
