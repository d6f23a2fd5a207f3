import { DuckDBDateValue, DuckDBTimestampValue } from '@duckdb/node-api';
import type { Warehouse } from '../warehouse/open-warehouse.ts';
import type { SampleEvent } from './write-landing.ts';

/** Puts events into silver as if they had come through the landing zone. */
export async function fillSilver(warehouse: Warehouse, events: readonly SampleEvent[]): Promise<void> {
  const appender = await warehouse.connection.createAppender('silver_activity');
  for (const { userId, id, kind, at, placeId, amount } of events) {
    const time = new DuckDBTimestampValue(BigInt(at) * 1000n);
    appender.appendVarchar(userId);
    appender.appendVarchar(id);
    appender.appendVarchar(kind);
    appender.appendTimestamp(time);
    appender.appendTimestamp(time);
    appender.appendNull();
    appender.appendNull();
    if (placeId == null) appender.appendNull();
    else appender.appendVarchar(placeId);
    if (amount == null) appender.appendNull();
    else appender.appendBigInt(BigInt(amount));
    appender.appendNull();
    appender.appendBigInt(1n);
    appender.appendDate(new DuckDBDateValue(Math.floor(at / 86_400_000)));
    appender.endRow();
  }
  appender.closeSync();
}
