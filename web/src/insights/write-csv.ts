import type { Hour } from './hour.ts';

const columns = ['hour', 'events', 'users', 'low', 'expected', 'high', 'method'] as const;

/**
 * Hours as comma-separated values, UTC; what is not known is empty.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export function writeCsv(hours: readonly Hour[]): string {
  const rows = hours.map(({ hour, events, users, forecast }) =>
    [hour, events, users, forecast?.low, forecast?.expected, forecast?.high, forecast?.method]
      .map((value) => (value === null || value === undefined ? '' : escapeCell(String(value))))
      .join(','),
  );
  return [columns.join(','), ...rows, ''].join('\r\n');
}

const escapeCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
