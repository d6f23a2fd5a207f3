import type { IncomingMessage } from 'node:http';
import { createLogger, type Logger } from '@headgate/service/create-logger.ts';
import { startGatewayServer } from '../composition/start-gateway-server.ts';
import type { Surroundings } from '../config/to-gateway-config.ts';
import type { SupergraphSource } from '../supergraph/supergraph-source.ts';
import { createFetch } from './create-fetch.ts';
import type { EmbeddedGateway } from './embedded-gateway.ts';
import type { GatewayOptions, SupergraphSdlSource } from './gateway-options.ts';
import { readGatewayOptions } from './read-gateway-options.ts';

/** Starts a gateway that is told what to do by options. */
export async function createEmbeddedGateway(
  { supergraphSdl, logger: ownLogger, ...options }: GatewayOptions,
  surroundings: Surroundings,
): Promise<EmbeddedGateway> {
  const config = readGatewayOptions(options, surroundings);
  if (supergraphSdl === undefined && config.supergraph === undefined && config.subgraphs.length === 0) {
    throw new TypeError(
      'A gateway needs one of: supergraphSdl, supergraph (a file or directory), subgraphs with their url.',
    );
  }
  const logger =
    (ownLogger as Logger | undefined) ?? createLogger({ name: 'gateway', level: config.logLevel });
  await using cleanup = new AsyncDisposableStack();
  const running = cleanup.use(
    await startGatewayServer({
      config,
      logger,
      source: supergraphSdl === undefined ? undefined : toSource(supergraphSdl, logger),
    }),
  );
  const { server, metricsUrl } = running;
  const answering = cleanup.use(createFetch(server));
  const started = cleanup.move();
  const dispose = () => started.disposeAsync();
  return {
    async listen({ port = config.port, host = config.host } = {}) {
      return { url: await running.listen({ port, host }) };
    },
    handleRequest(request, response, next) {
      const { originalUrl } = request as IncomingMessage & { readonly originalUrl?: string };
      // A framework that mounts handlers shortens the address for them.
      if (originalUrl !== undefined) request.url = originalUrl;
      server.emit('request', request, response, next);
    },
    handleUpgrade: (request, socket, head) => void server.emit('upgrade', request, socket, head),
    fetch: answering.fetch,
    metricsUrl,
    dispose,
    [Symbol.asyncDispose]: dispose,
  };
}

function toSource(supergraphSdl: string | SupergraphSdlSource, logger: Logger): SupergraphSource {
  return {
    async start(offer) {
      if (typeof supergraphSdl === 'string') {
        await offer(supergraphSdl);
        return { [Symbol.asyncDispose]: async () => undefined };
      }
      const first = Promise.withResolvers<void>();
      first.promise.catch(() => undefined);
      const { supergraphSdl: sdl, cleanup } = await supergraphSdl({
        async update(next) {
          await first.promise;
          try {
            await offer(next);
          } catch (error) {
            logger.error({ err: error }, 'supergraph refused, the last good one goes on serving');
            throw error;
          }
        },
      });
      try {
        await offer(sdl);
        first.resolve();
      } catch (error) {
        first.reject(error);
        await cleanup?.();
        throw error;
      }
      return { [Symbol.asyncDispose]: async () => cleanup?.() };
    },
  };
}
