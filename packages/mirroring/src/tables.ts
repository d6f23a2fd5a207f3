import { z } from 'zod';
import type { CellValue, MirrorTable } from './mirror-table.ts';

const time = z.iso.datetime({ offset: true });
const version = { _ts: z.int(), _lsn: z.int().default(0) };

/** Fabric has no place for a longer text. */
const text = z.string().max(8000);

const activitySchema = z.object({
  id: text,
  eventId: text,
  userId: text,
  kind: text,
  occurredAt: time,
  recordedAt: time,
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullish(),
  placeId: text.nullish(),
  amount: z.object({ minorUnits: z.int(), currency: text }).nullish(),
  sessionId: text.nullish(),
  ...version,
});

function parse<T>(schema: z.ZodType<T>, document: unknown): T {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new TypeError(`The document does not fit the table: ${z.prettifyError(parsed.error)}`);
}

const integer = (value: number | null | undefined): CellValue => (value == null ? null : BigInt(value));

/**
 * What users did. What an application puts into `properties` stays out: nobody knows what of it is personal.
 */
export const activityTable: MirrorTable = {
  name: 'activity',
  keyColumns: ['user_id', 'id'],
  columns: [
    { name: 'user_id', type: 'STRING' },
    { name: 'id', type: 'STRING' },
    { name: 'event_id', type: 'STRING' },
    { name: 'kind', type: 'STRING' },
    { name: 'occurred_at', type: 'TIMESTAMP' },
    { name: 'recorded_at', type: 'TIMESTAMP' },
    { name: 'latitude', type: 'DOUBLE' },
    { name: 'longitude', type: 'DOUBLE' },
    { name: 'place_id', type: 'STRING' },
    { name: 'amount_minor_units', type: 'INT64' },
    { name: 'currency', type: 'STRING' },
    { name: 'session_id', type: 'STRING' },
    { name: 'cosmos_ts', type: 'INT64' },
    { name: 'cosmos_lsn', type: 'INT64' },
  ],
  toRow(document) {
    const event = parse(activitySchema, document);
    return {
      user_id: event.userId,
      id: event.id,
      event_id: event.eventId,
      kind: event.kind,
      occurred_at: new Date(event.occurredAt),
      recorded_at: new Date(event.recordedAt),
      latitude: event.location?.latitude ?? null,
      longitude: event.location?.longitude ?? null,
      place_id: event.placeId ?? null,
      amount_minor_units: integer(event.amount?.minorUnits),
      currency: event.amount?.currency ?? null,
      session_id: event.sessionId ?? null,
      cosmos_ts: integer(event._ts),
      cosmos_lsn: integer(event._lsn),
    };
  },
};

const alertSchema = z.object({
  id: text,
  userId: text,
  ruleId: text,
  severity: text,
  status: text,
  raisedAt: time,
  acknowledgedAt: time.nullish(),
  resolvedAt: time.nullish(),
  ...version,
});

/** What was raised, without the message, which names things of the user's. */
export const alertsTable: MirrorTable = {
  name: 'alerts',
  keyColumns: ['user_id', 'id'],
  columns: [
    { name: 'user_id', type: 'STRING' },
    { name: 'id', type: 'STRING' },
    { name: 'rule_id', type: 'STRING' },
    { name: 'severity', type: 'STRING' },
    { name: 'status', type: 'STRING' },
    { name: 'raised_at', type: 'TIMESTAMP' },
    { name: 'acknowledged_at', type: 'TIMESTAMP' },
    { name: 'resolved_at', type: 'TIMESTAMP' },
    { name: 'cosmos_ts', type: 'INT64' },
    { name: 'cosmos_lsn', type: 'INT64' },
  ],
  toRow(document) {
    if ((document as { type?: unknown } | null)?.type !== 'alert') return null;
    const alert = parse(alertSchema, document);
    const at = (value: string | null | undefined) => (value == null ? null : new Date(value));
    return {
      user_id: alert.userId,
      id: alert.id,
      rule_id: alert.ruleId,
      severity: alert.severity,
      status: alert.status,
      raised_at: new Date(alert.raisedAt),
      acknowledged_at: at(alert.acknowledgedAt),
      resolved_at: at(alert.resolvedAt),
      cosmos_ts: integer(alert._ts),
      cosmos_lsn: integer(alert._lsn),
    };
  },
};

/** A user or a place, as accounts tells of it: what is known of it without what is personal, or that it is gone. */
const changeSchema = <Row extends z.ZodRawShape>(row: Row) =>
  z.object({ id: text, row: z.object(row).nullable() });

const isGone = (document: unknown) => (document as { row?: unknown }).row === null;

const userSchema = changeSchema({
  locale: text,
  timeZone: text,
  createdAt: time,
  pushEnabled: z.boolean(),
  minSeverity: text,
});

/** Who has an account: no name, no address. */
export const usersTable: MirrorTable = {
  name: 'users',
  keyColumns: ['id'],
  columns: [
    { name: 'id', type: 'STRING' },
    { name: 'locale', type: 'STRING' },
    { name: 'time_zone', type: 'STRING' },
    { name: 'created_at', type: 'TIMESTAMP' },
    { name: 'push_enabled', type: 'BOOLEAN' },
    { name: 'min_severity', type: 'STRING' },
  ],
  isDeletion: isGone,
  toRow(document) {
    const { id, row } = parse(userSchema, document);
    if (!row) return { id };
    return {
      id,
      locale: row.locale,
      time_zone: row.timeZone,
      created_at: new Date(row.createdAt),
      push_enabled: row.pushEnabled,
      min_severity: row.minSeverity,
    };
  },
};

const placeSchema = changeSchema({
  ownerId: text.nullish(),
  name: text.nullish(),
  latitude: z.number().nullish(),
  longitude: z.number().nullish(),
  radiusMeters: z.number(),
});

/** Stores, and that users have places: of these neither name nor position, for that is where somebody lives. */
export const placesTable: MirrorTable = {
  name: 'places',
  keyColumns: ['id'],
  columns: [
    { name: 'id', type: 'STRING' },
    { name: 'owner_id', type: 'STRING' },
    { name: 'name', type: 'STRING' },
    { name: 'latitude', type: 'DOUBLE' },
    { name: 'longitude', type: 'DOUBLE' },
    { name: 'radius_meters', type: 'DOUBLE' },
  ],
  isDeletion: isGone,
  toRow(document) {
    const { id, row } = parse(placeSchema, document);
    if (!row) return { id };
    return {
      id,
      owner_id: row.ownerId ?? null,
      name: row.name ?? null,
      latitude: row.latitude ?? null,
      longitude: row.longitude ?? null,
      radius_meters: row.radiusMeters,
    };
  },
};

/** Who is erased: whoever keeps a copy of the other tables removes all rows of theirs, those that come late too. */
export const erasuresTable: MirrorTable = {
  name: 'erasures',
  keyColumns: ['user_id'],
  columns: [
    { name: 'user_id', type: 'STRING' },
    { name: 'erased_at', type: 'TIMESTAMP' },
  ],
  toRow() {
    throw new TypeError('Erasures are appended; no feed tells of them.');
  },
};
