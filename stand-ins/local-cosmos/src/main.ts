import { parseLocalCosmosConfig } from './parse-local-cosmos-config.ts';
import { startLocalCosmos } from './start-local-cosmos.ts';

try {
  const server = await startLocalCosmos(parseLocalCosmosConfig(process.env));
  const stop = async () => {
    await server[Symbol.asyncDispose]();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  console.log(JSON.stringify({ ready: true, endpoint: server.endpoint }));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
