import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { findPorts } from './find-ports.ts';
import type { ControlPlane } from './start-control-plane.ts';

/** An API beside the API server's own, such as `metrics.k8s.io` at `v1beta1`. */
export interface AggregatedApi {
  readonly group: string;
  readonly version: string;
  /** Default: answered by this process. */
  readonly port?: number;
}

/**
 * Registers an API with the API server, which asks it on loopback: by a service that is but a name for localhost,
 * since pods have no addresses here.
 */
export async function registerAggregatedApi(
  { api }: Pick<ControlPlane, 'api'>,
  { group, version, port }: Required<AggregatedApi>,
): Promise<void> {
  const name = group.replaceAll('.', '-');
  const namespace = 'kube-system';
  await api('POST', `/api/v1/namespaces/${namespace}/services`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { type: 'ExternalName', externalName: 'localhost', ports: [{ port }] },
  });
  await api('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: `${version}.${group}` },
    spec: {
      group,
      version,
      groupPriorityMinimum: 100,
      versionPriority: 100,
      insecureSkipTLSVerify: true,
      service: { namespace, name, port },
    },
  });
}

/** Serves `metrics.k8s.io` as a metrics server does: `usage` says what a container uses, of one of so many pods of a name. */
export async function serveResourceMetrics(
  controlPlane: ControlPlane,
  usage: (name: string, pods: number) => { readonly cpu: string; readonly memory: string },
): Promise<AsyncDisposable> {
  const { api, tls } = controlPlane;
  const [group, version] = ['metrics.k8s.io', 'v1beta1'];
  const apiVersion = `${group}/${version}`;
  const answer: RequestListener = async (request, response) => {
    const url = new URL(request.url ?? '/', 'https://localhost');
    const namespace = /\/namespaces\/([^/]+)\/pods$/.exec(url.pathname)?.[1];
    response.setHeader('content-type', 'application/json');
    if (!namespace) {
      const resource = {
        name: 'pods',
        singularName: '',
        namespaced: true,
        kind: 'PodMetrics',
        verbs: ['get', 'list'],
      };
      response.end(
        JSON.stringify({
          kind: 'APIResourceList',
          apiVersion: 'v1',
          groupVersion: apiVersion,
          resources: [resource],
        }),
      );
      return;
    }
    const { body } = await api('GET', `/api/v1/namespaces/${namespace}/pods${url.search}`);
    const timestamp = new Date().toISOString();
    // biome-ignore lint/suspicious/noExplicitAny: pods have the shape of their kind
    const items = body.items.map(({ metadata, spec }: any) => ({
      metadata: { name: metadata.name, namespace, labels: metadata.labels },
      timestamp,
      window: '10s',
      containers: spec.containers.map(({ name }: { name: string }) => ({
        name,
        usage: usage(metadata.labels['app.kubernetes.io/name'], body.items.length),
      })),
    }));
    response.end(JSON.stringify({ kind: 'PodMetricsList', apiVersion, metadata: {}, items }));
  };
  const server = createSecureServer(tls, answer);
  const [port = 0] = await findPorts(1);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  await registerAggregatedApi(controlPlane, { group, version, port });
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Serves a page of metrics in the text format of Prometheus. */
export const serveMetricsPage = (read: () => string) => servePage('text/plain; version=0.0.4', read);

/** Serves what is read as JSON, wherever it is asked for. */
export const serveJson = (read: () => unknown) => servePage('application/json', () => JSON.stringify(read()));

async function servePage(
  contentType: string,
  read: () => string,
): Promise<AsyncDisposable & { readonly port: number }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', contentType);
    response.end(read());
  });
  const [port = 0] = await findPorts(1);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
