import { fileURLToPath } from 'node:url';
import type { Contender } from '../../contenders/contender.ts';
import { createHive, createHiveRust } from '../../contenders/contenders.ts';

const hiveConfig = fileURLToPath(new URL('./hive.config.ts', import.meta.url));

function runFile(name: string) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return ({ port }: { readonly port: number }) => [file, String(port)];
}

/** Gateways that can run a subscription of two subgraphs. */
export const hiveLive: Contender = createHive(hiveConfig);
export const hiveRustLive: Contender = createHiveRust(hiveConfig);

/** Servers without a gateway, whose memory a gateway's is compared with. */
export const bareWs: Contender = {
  name: 'bare-ws',
  title: 'bare ws',
  packages: ['ws'],
  command: runFile('./bare-ws.ts'),
};

export const generators: Contender = {
  name: 'generators',
  title: 'graphql-ws, a generator each',
  packages: ['graphql-ws'],
  command: runFile('./generators.ts'),
};

export const subscriptionServers: readonly Contender[] = [bareWs, generators, hiveLive, hiveRustLive];
