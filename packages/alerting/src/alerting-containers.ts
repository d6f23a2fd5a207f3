import { defineContainer } from '@headgate/cosmos/define-container.ts';

/**
 * Rules, what evaluation remembers, alerts and their outbox: a user is a partition, so that one transaction holds
 * everything that an event gives rise to.
 */
export const alertsContainer = defineContainer({
  id: 'alerts',
  partitionKey: ['/userId'],
  indexing: {
    paths: [
      '/type/?',
      '/sequence/?',
      '/status/?',
      '/severity/?',
      '/createdAt/?',
      '/dueAt/?',
      '/acknowledgedAt/?',
      '/resolvedAt/?',
      '/push/until/?',
    ],
    composites: [
      [
        { path: '/createdAt', order: 'descending' },
        { path: '/id', order: 'descending' },
      ],
    ],
  },
  defaultTtlSeconds: 'by-document',
});

/** What functions could not process: kept for 90 days to be looked at and replayed. */
export const deadLettersContainer = defineContainer({
  id: 'dead-letters',
  partitionKey: ['/functionName'],
  indexing: { paths: ['/diedAt/?'] },
  defaultTtlSeconds: 90 * 24 * 3600,
});
