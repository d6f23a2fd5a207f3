import type { AlertDocument } from '@headgate/alerting/alert-document.ts';
import { storableText } from '@headgate/input-rules/storable-text.ts';
import { decodeCursor, encodeCursor } from '@headgate/relay/cursor.ts';
import { z } from 'zod';
import type { RulePosition } from './stores/create-rule-store.ts';

const sequence = z.tuple([z.int().min(0)]);
const position = z.tuple([z.iso.datetime(), storableText]);

/** The cursor of an alert, in a list and in a subscription. */
export function alertCursor({ sequence }: Pick<AlertDocument, 'sequence'>): string {
  return encodeCursor('alerts', [sequence]);
}

/**
 * The sequence that an alert's cursor stands for.
 * @throws BAD_USER_INPUT for a text that {@link alertCursor} did not make.
 */
export function readAlertCursor(cursor: string): number {
  return decodeCursor(cursor, 'alerts', sequence)[0];
}

/** The cursor of a rule in a list. */
export function ruleCursor({ createdAt, id }: RulePosition): string {
  return encodeCursor('rules', [createdAt, id]);
}

/** @throws BAD_USER_INPUT for a text that {@link ruleCursor} did not make. */
export function readRuleCursor(cursor: string): RulePosition {
  const [createdAt, id] = decodeCursor(cursor, 'rules', position);
  return { createdAt, id };
}
