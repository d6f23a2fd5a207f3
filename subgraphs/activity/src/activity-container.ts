import { type ContainerSpecification, defineContainer } from '@headgate/cosmos/define-container.ts';

/**
 * The container of events: a user is a partition, so that what the user asks for is answered by one.
 * Its change feed drives the alerts; documents are created and expire, and are never changed.
 */
export function activityContainer(retentionDays: number): ContainerSpecification {
  return defineContainer({
    id: 'activity',
    partitionKey: ['/userId'],
    indexing: {
      paths: ['/kind/?', '/occurredAt/?', '/placeId/?'],
      composites: [
        [
          { path: '/occurredAt', order: 'descending' },
          { path: '/id', order: 'descending' },
        ],
      ],
    },
    defaultTtlSeconds: retentionDays * 24 * 3600,
  });
}
