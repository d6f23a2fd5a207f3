import { ClientRequest, IncomingMessage, type ServerResponse } from 'node:http';
import { metrics, type Span } from '@opentelemetry/api';
import { cosmosPath } from './cosmos-path.ts';

const chargeAttribute = 'azure.cosmosdb.operation.request_charge';

/**
 * Names requests to Cosmos DB by operation and container, and notes what they were charged
 * (https://opentelemetry.io/docs/specs/semconv/database/cosmosdb/).
 */
export const cosmosHooks = {
  requestHook(span: Span, request: ClientRequest | IncomingMessage): void {
    if (!(request instanceof ClientRequest)) return;
    const found = describe(request);
    if (!found) return;
    span.updateName(`${found.operation} ${found.container}`);
    span.setAttributes({ 'db.system.name': 'azure.cosmosdb', 'db.operation.name': found.operation });
  },
  responseHook(span: Span, response: IncomingMessage | ServerResponse): void {
    if (!(response instanceof IncomingMessage)) return;
    const charge = Number(response.headers['x-ms-request-charge']);
    // What it answers is there, though its type has it not.
    const { req } = response as IncomingMessage & { readonly req?: ClientRequest };
    const found = Number.isFinite(charge) && req ? describe(req) : undefined;
    if (!found) return;
    span.setAttribute(chargeAttribute, charge);
    const { operation, container } = found;
    recordCharge(charge, { operation, container, status: response.statusCode ?? 0 });
  },
};

/** Records what a request was charged, in request units. */
export function recordCharge(
  charge: number,
  labels: { operation: string; container: string; status: number },
) {
  charges().record(charge, labels);
}

let histogram: ReturnType<ReturnType<typeof metrics.getMeter>['createHistogram']> | undefined;

/** Made when the first is there: until the SDK has started there is nobody to collect. */
function charges() {
  histogram ??= metrics.getMeter('headgate').createHistogram('headgate.cosmos.request_charge', {
    description: 'Request units of Cosmos DB, by operation, container and status; 429: throttled',
    unit: '{request_unit}',
    advice: { explicitBucketBoundaries: [1, 2.5, 5, 10, 25, 50, 100, 250, 1_000] },
  });
  return histogram;
}

function describe(request: ClientRequest) {
  const [, , container, resource, id] = cosmosPath.exec(request.path) ?? [];
  if (container === undefined || resource !== 'docs') return undefined;
  return { container, operation: nameOperation(request, id !== undefined) };
}

function nameOperation(request: ClientRequest, isOfOne: boolean): string {
  const has = (name: string) => String(request.getHeader(name) ?? '').toLowerCase() === 'true';
  if (request.method === 'GET') {
    if (isOfOne) return 'read_item';
    return request.getHeader('a-im') === undefined ? 'read_all_items' : 'query_change_feed';
  }
  if (request.method === 'PUT') return 'replace_item';
  if (request.method === 'PATCH') return 'patch_item';
  if (request.method === 'DELETE') return 'delete_item';
  if (request.getHeader('content-type') === 'application/query+json' || has('x-ms-documentdb-isquery'))
    return 'query_items';
  if (has('x-ms-cosmos-is-batch-request')) return 'execute_batch';
  return has('x-ms-documentdb-is-upsert') ? 'upsert_item' : 'create_item';
}
