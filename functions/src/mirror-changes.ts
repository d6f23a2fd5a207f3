import { type MirrorDependencies, mirrorFeed } from '@headgate/mirroring/mirror-feed.ts';
import type { MirrorTable } from '@headgate/mirroring/mirror-table.ts';
import type { BuryDocument } from './dead-letter.ts';
import type { Delivery } from './evaluate-activity.ts';

/** What a mirror works with, table by table. */
export interface Mirrors {
  /** Makes the landing zone what readers expect of it. */
  prepare(): Promise<void>;
  of(table: MirrorTable): Omit<MirrorDependencies, 'bury'>;
}

/** Somebody else mirrors the table, and may have read past what this delivery tells of. */
export class MirrorBusyError extends Error {
  override readonly name = 'MirrorBusyError';
}

/**
 * Mirrors what is new of a container. The delivery only says that there is something: the mirror reads the feed itself, from
 * where its last published file ended, since what the platform delivers again may be cut into other pages.
 *
 * @throws MirrorBusyError to be tried again, since nothing else would look after the last events
 */
export async function mirrorChanges(
  table: MirrorTable,
  { mirrors, bury }: { mirrors: Mirrors; bury: BuryDocument },
  { functionName, attempt }: Delivery,
): Promise<void> {
  await mirrors.prepare();
  const { kind } = await mirrorFeed(table, {
    ...mirrors.of(table),
    bury: (document, error) => bury({ functionName, document, error, attempts: attempt }),
  });
  if (kind !== 'mirrored')
    throw new MirrorBusyError(`The table '${table.name}' is mirrored by somebody else now.`);
}
