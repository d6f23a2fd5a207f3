import type { DocumentNode } from 'graphql';
import type { ValidOperation } from '../ports/ended-operation.ts';
import { getOrInsert } from '../values/get-or-insert.ts';
import { identifyOperation } from './identify-operation.ts';
import { listCoordinates } from './list-coordinates.ts';
import { addNumbers, createNumbers, type UsageNumbers, type UsageRow, writeRow } from './usage-row.ts';
import type { UsageBatch } from './usage-store.ts';

/** What has been counted and not been looked at. */
export interface PendingUsage extends Omit<UsageRow, 'id'> {
  readonly source: ValidOperation | undefined;
  /** Undefined where the source tells it. */
  readonly id: string | undefined;
  readonly numbers: UsageNumbers;
  /** Requests by the fields of input objects that their variables had. */
  readonly inputs: Map<string, number>;
}

interface Analysis {
  readonly id: string;
  /** Those of the text, and of variables that have come. */
  readonly coordinates: Set<string>;
  readonly ofText: readonly string[];
}

// Documents are kept by who parses them: those that are asked for often are looked at once.
const analyses = new WeakMap<DocumentNode, Map<string, Analysis>>();

/** Adds up what was counted, by operation and by field. */
export function createUsageBatch(pending: readonly PendingUsage[]): UsageBatch {
  const operations = new Map<string, UsageNumbers>();
  const fields = new Map<string, number>();
  const coordinates = new Map<string, readonly string[]>();
  for (const { source, numbers, inputs, ...named } of pending) {
    const analysis = source && analyse(source);
    const row = writeRow({ ...named, id: named.id ?? analysis?.id ?? '' });
    addNumbers(getOrInsert(operations, row, createNumbers), numbers);
    if (!analysis) continue;
    const count = (name: string, by: number) => fields.set(name, (fields.get(name) ?? 0) + by);
    for (const name of analysis.ofText) count(name, numbers[0] ?? 0);
    for (const [name, by] of inputs) {
      // What the text has too is counted by it.
      if (!analysis.ofText.includes(name)) count(name, by);
      analysis.coordinates.add(name);
    }
    coordinates.set(analysis.id, [...analysis.coordinates]);
  }
  return { operations, fields, coordinates };
}

function analyse(source: ValidOperation): Analysis {
  const ofDocument = analyses.get(source.document) ?? new Map<string, Analysis>();
  analyses.set(source.document, ofDocument);
  return getOrInsert(ofDocument, source.operation.name?.value ?? '', () => {
    const ofText = listCoordinates(source);
    return { id: identifyOperation(source), ofText, coordinates: new Set(ofText) };
  });
}
