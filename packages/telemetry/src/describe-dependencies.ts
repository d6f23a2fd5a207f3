import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { cosmosPath } from './cosmos-path.ts';

export interface DescribeDependenciesOptions {
  /**
   * Whether to name attributes of databases as before they were stable too, and `error.type` as one of ours: the exporter of Application
   * Insights reads the former, and drops the latter.
   */
  readonly asBefore: boolean;
}

/** Stable name, and the one before it (https://opentelemetry.io/docs/specs/semconv/database/). */
const earlierNames = [
  ['db.system.name', 'db.system'],
  ['db.namespace', 'db.name'],
  ['db.query.text', 'db.statement'],
  ['server.address', 'net.peer.name'],
] as const;

/**
 * Has dependencies told apart by what they are: databases by type and target, requests to Cosmos DB by container, without the
 * ids of documents, which tell of users and are as many as these.
 */
export function describeDependencies({ asBefore }: DescribeDependenciesOptions): SpanProcessor {
  return {
    onStart(span) {
      const { attributes } = span;
      if (asBefore && attributes['db.system.name'] !== undefined) {
        for (const [stable, earlier] of earlierNames) {
          const value = attributes[stable];
          if (value !== undefined && attributes[earlier] === undefined) span.setAttribute(earlier, value);
        }
      }
      for (const name of ['url.full', 'http.url']) {
        const url = attributes[name];
        const found = typeof url === 'string' && url.includes('/colls/') ? cosmosPath.exec(url) : null;
        if (!found) continue;
        const [path, database = '', container = '', resource, id] = found;
        span.setAttributes({
          [name]: (url as string).replace(path, id ? path.slice(0, -id.length).concat('/:id') : path),
          'db.namespace': database,
          'db.collection.name': container,
        });
        const method = attributes['http.request.method'] ?? attributes['http.method'] ?? '';
        span.updateName(`${method} ${container}${resource ? `/${resource}` : ''}${id ? '/:id' : ''}`);
      }
    },
    onEnd({ attributes }) {
      const code = attributes['error.type'];
      if (asBefore && code !== undefined) attributes['headgate.error.type'] = code;
    },
    forceFlush: async () => {},
    shutdown: async () => {},
  };
}
