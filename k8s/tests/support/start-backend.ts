import { once } from 'node:events';
import { createServer } from 'node:http';
import { createMetrics } from '../../../gateway/src/telemetry/create-metrics.ts';
import { createObserveOperation } from '../../../gateway/src/telemetry/observe-operation.ts';
import { startPrometheus } from '../../../gateway/src/telemetry/start-prometheus.ts';
import { findPorts } from './find-ports.ts';

export interface Backend extends AsyncDisposable {
  readonly port: number;
  readonly requests: number;
}

/** How a backend fails: what share of its requests, and whether by status or in answers of status 200. */
export interface Failures {
  readonly share: number;
  readonly by: 'status' | 'answer';
}

/** Answers as a gateway does, with its metrics, and fails as `failures` says: evenly, so that a test has no luck. */
export async function startBackend(failures: () => Failures): Promise<Backend> {
  const prometheus = startPrometheus();
  const metrics = createMetrics(prometheus.meter);
  const observeOperation = createObserveOperation(metrics);
  let requests = 0;
  let owed = 0;
  const server = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.setHeader('content-type', prometheus.contentType);
      response.end(await prometheus.text());
      return;
    }
    requests += 1;
    const { share, by } = failures();
    owed += share;
    const fails = owed >= 1;
    if (fails) owed -= 1;
    const status = fails && by === 'status' ? 500 : 200;
    if (status === 200) {
      const codes = fails ? ['SUBREQUEST_HTTP_ERROR'] : [];
      observeOperation({
        type: 'query',
        name: 'Home',
        client: { name: 'web', version: '1' },
        codes,
        durationMs: 4,
      });
    }
    metrics.observeRequest({ status, durationMs: 4 });
    response.writeHead(status).end('{}');
  });
  const [port = 0] = await findPorts(1);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port,
    get requests() {
      return requests;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await prometheus[Symbol.asyncDispose]();
    },
  };
}
