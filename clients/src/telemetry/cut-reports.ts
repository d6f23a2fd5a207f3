import type { ClientRecord } from './client-record.ts';

/** As much as browsers send for pages that are gone (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch), less some room. */
const maxBytes = 56_000;

/** Cuts what is to be sent into reports that are not too large, in their order. */
export function cutReports(records: readonly ClientRecord[]): readonly (readonly ClientRecord[])[] {
  const reports: ClientRecord[][] = [];
  let leftBytes = 0;
  for (const record of records) {
    const bytes = estimateBytes(record);
    if (bytes > leftBytes) {
      reports.push([]);
      leftBytes = maxBytes;
    }
    leftBytes -= bytes;
    reports.at(-1)?.push(record);
  }
  return reports;
}

/** At most: of texts as many letters as are sent, each of three bytes. */
function estimateBytes(record: ClientRecord): number {
  if (record.kind === 'span') return 1_000;
  return (
    1_000 + 3 * (2 * Math.min(record.message.length, 1_000) + Math.min(record.stack?.length ?? 0, 4_000))
  );
}
