import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import type { Links } from '../links/links.ts';
import type { Subgraph } from './subgraph.ts';

/** What the subgraphs were asked since it was last taken. */
export interface SubgraphTraffic {
  readonly requests: number;
  /** How many of them came without the client's `authorization` header. */
  readonly unauthorized: number;
  /** How many entities they were asked for. */
  readonly entities: number;
}

/** A request as it came. */
export interface RecordedRequest {
  readonly url: string;
  readonly body: string;
  /** How many were answered before it came: those of one number were under way together. */
  readonly round: number;
}

export interface ServedSubgraphs {
  /** What they compose to, with the addresses at which they are served. */
  readonly supergraphSdl: string;
  /** Says what was asked, and counts from zero again. */
  takeTraffic(): SubgraphTraffic;
  /** Keeps what is asked from now on, until it is taken. */
  record(): void;
  takeRecorded(): readonly RecordedRequest[];
}

interface Service {
  readonly schema: GraphQLSchema;
  /** By the bytes of the request's body: the answer, and how many entities it is about. */
  readonly answers: Map<string, { readonly bytes: Buffer; readonly entities: number }>;
}

export interface ServeOptions {
  readonly cacheControl?: string | undefined;
  /** Where else they are served. */
  readonly links?: Links;
}

/**
 * Serves subgraphs on one free port, a path each, until the process ends. A request is answered by graphql-js the first
 * time and from the cached bytes from then on, so that the gateways are what is measured.
 */
export async function serveSubgraphs(
  subgraphs: readonly Subgraph[],
  { cacheControl, links }: ServeOptions = {},
): Promise<ServedSubgraphs> {
  let requests = 0;
  let entities = 0;
  let unauthorized = 0;
  let answered = 0;
  let recorded: RecordedRequest[] | undefined;
  const services = new Map<string, Service>(
    subgraphs.map(({ name, typeDefs, resolvers }) => [
      `/${name}`,
      {
        schema: buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers: resolvers as never }),
        answers: new Map(),
      },
    ]),
  );

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const round = answered;
    if (request.headers.authorization === undefined) unauthorized += 1;
    const service = services.get(request.url ?? '');
    if (!service) {
      response.writeHead(404).end();
      return;
    }
    const body = (await buffer(request)).toString('utf8');
    recorded?.push({ url: `http://${request.headers.host}${request.url}`, body, round });
    let known = service.answers.get(body);
    if (!known) {
      const { query, variables } = JSON.parse(body);
      const result = await graphql({ schema: service.schema, source: query, variableValues: variables });
      known = { bytes: Buffer.from(JSON.stringify(result)), entities: countEntities(variables) };
      service.answers.set(body, known);
    }
    entities += known.entities;
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': known.bytes.length,
      ...(cacheControl && { 'cache-control': cacheControl }),
    });
    response.end(known.bytes);
    answered += 1;
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  if (links) {
    const { http2Port, socketPath } = links;
    await Promise.all([
      once(createHttp2Server(listener as never).listen(http2Port, '127.0.0.1'), 'listening'),
      once(createServer({ keepAliveTimeout: 60_000 }, listener).listen(socketPath), 'listening'),
    ]);
  }
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({
      name,
      url: `${origin}/${name}`,
      typeDefs: parse(typeDefs),
    })),
  );
  if (supergraphSdl === undefined) {
    throw new Error(`The subgraphs do not compose: ${errors?.map(({ message }) => message).join('; ')}`);
  }
  return {
    supergraphSdl,
    takeTraffic() {
      const traffic = { requests, unauthorized, entities };
      requests = 0;
      entities = 0;
      unauthorized = 0;
      return traffic;
    },
    record() {
      recorded = [];
    },
    takeRecorded() {
      const taken = recorded ?? [];
      recorded = undefined;
      return taken;
    },
  };
}

/** Representations of entities are lists of objects with a type name, whatever the variable is called. */
function countEntities(variables: Readonly<Record<string, unknown>> = {}): number {
  const lists = Object.values(variables).filter((value) => Array.isArray(value));
  return lists.flat().filter((item) => typeof item?.__typename === 'string').length;
}
