import { appendRows } from '@headgate/mirroring/append-rows.ts';
import { createFolderLandingZone } from '@headgate/mirroring/create-folder-landing-zone.ts';
import { type MarkedRow, rowMarkers } from '@headgate/mirroring/mirror-table.ts';
import { activityTable } from '@headgate/mirroring/tables.ts';
import { createMemoryStateStore } from '@headgate/mirroring/test-support/create-memory-state-store.ts';

export interface SampleEvent {
  readonly userId: string;
  readonly id: string;
  readonly kind: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly placeId?: string | null;
  readonly amount?: number | null;
  readonly lsn?: number;
  /** When it was stored, in milliseconds since 1970. Default: a second after it. */
  readonly recordedAt?: number;
}

export interface LandingWriter {
  write(events: readonly SampleEvent[]): Promise<void>;
  remove(keys: readonly { userId: string; id: string }[]): Promise<void>;
}

/** Writes files into a landing zone as the mirror does, one a call. */
export function createLandingWriter(directory: string): LandingWriter {
  const dependencies = { zone: createFolderLandingZone(directory), states: createMemoryStateStore() };
  const append = async (rows: readonly MarkedRow[]) => {
    if (!(await appendRows(activityTable, rows, dependencies)))
      throw new Error('The landing zone has another writer.');
  };
  return {
    write: (events) => append(events.map((event) => ({ row: toRow(event), marker: rowMarkers.upsert }))),
    remove: (keys) =>
      append(keys.map(({ userId, id }) => ({ row: { user_id: userId, id }, marker: rowMarkers.delete }))),
  };
}

function toRow({ userId, id, kind, at, placeId = null, amount = null, lsn = 1, ...rest }: SampleEvent) {
  return {
    user_id: userId,
    id,
    event_id: id,
    kind,
    occurred_at: new Date(at),
    recorded_at: new Date(rest.recordedAt ?? at + 1000),
    latitude: placeId === null ? null : 52.5,
    longitude: placeId === null ? null : 13.4,
    place_id: placeId,
    amount_minor_units: amount === null ? null : BigInt(amount),
    currency: amount === null ? null : 'EUR',
    session_id: null,
    cosmos_ts: BigInt(Math.floor(at / 1000)),
    cosmos_lsn: BigInt(lsn),
  };
}
