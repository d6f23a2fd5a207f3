import type { AlertDocument } from './alert-document.ts';

/**
 * The Redis stream that carries alerts from the functions to every alerts process, when they are raised and when they change,
 * once or more often.
 * It is a way to be quick: what it loses, a subscriber finds in the store.
 */
export const alertStreamKey = 'headgate:alerts';

/** About how many entries the stream keeps. */
export const alertStreamLength = 10_000;

/** Fields of an entry, as XADD takes them. */
export function encodeAlert(alert: AlertDocument): [field: string, value: string] {
  return ['alert', JSON.stringify(alert)];
}

/** Reads an entry that {@link encodeAlert} made; undefined for anything else. */
export function decodeAlert(fields: readonly string[]): AlertDocument | undefined {
  const [field, value] = fields;
  if (field !== 'alert' || value === undefined) return undefined;
  const document = JSON.parse(value);
  return document.type === 'alert' ? document : undefined;
}
