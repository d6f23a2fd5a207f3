import type { FieldPolicy } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';

const pages = relayStylePagination(['statuses', 'minSeverity', 'userId']);

interface Edge {
  readonly cursor?: string;
  readonly node: Parameters<typeof String>[0];
}

interface Connection {
  readonly edges: readonly Edge[];
}

/**
 * Puts pages of alerts together. A first page may have been written by the server before an alert that has arrived live since: what is
 * newer than its head stays before it.
 */
export const alertPages: FieldPolicy = {
  ...pages,
  merge(existing: Connection | undefined, incoming: Connection, options) {
    if (typeof pages.merge !== 'function') return incoming;
    const merged = pages.merge(existing as never, incoming as never, options) as unknown as Connection;
    if (options.args?.['after'] || !existing) return merged;
    const raisedAt = ({ node }: Edge) => Date.parse(options.readField('raisedAt', node) ?? '');
    const id = ({ node }: Edge) => options.readField('id', node);
    const known = new Set(incoming.edges.map(id));
    const [head] = incoming.edges;
    const newer = existing.edges.filter(
      (edge) => !known.has(id(edge)) && (!head || raisedAt(edge) >= raisedAt(head)),
    );
    return newer.length === 0 ? merged : { ...merged, edges: [...newer, ...merged.edges] };
  },
};

const ranks: readonly unknown[] = ['RAISED', 'ACKNOWLEDGED', 'RESOLVED'];

/** An alert goes one way, and answers may come out of order: what was read before it was resolved does not raise it again. */
export const alertProgress: Readonly<Record<string, FieldPolicy>> = {
  status: {
    merge: (existing, incoming) => (ranks.indexOf(existing) > ranks.indexOf(incoming) ? existing : incoming),
  },
  acknowledgedAt: { merge: (existing, incoming) => incoming ?? existing ?? null },
  resolvedAt: { merge: (existing, incoming) => incoming ?? existing ?? null },
};
