import { join } from 'node:path';
import { describeSignIn } from '@headgate/dev/stack/browser-sign-in.ts';
import { mobileAccess } from '@headgate/dev/stack/mobile-app.ts';
import type { Ports } from '@headgate/dev/stack/ports.ts';
import type { Stack } from '@headgate/dev/stack/stack.ts';
import { superviseProcess } from '@headgate/dev/stack/supervise-process.ts';
import { findFreePort } from '@headgate/local-servers/ports/find-free-port.ts';

export interface StrictGateway extends AsyncDisposable {
  readonly origin: string;
}

/** Starts one more gateway of a stack: it runs persisted documents alone, and knows the sessions of the other. */
export async function startStrictGateway(
  { identity, redisUrl }: Stack,
  { directory, ports }: { readonly directory: string; readonly ports: Ports },
): Promise<StrictGateway> {
  const origin = `http://127.0.0.1:${await findFreePort()}`;
  const subgraphs = (['accounts', 'activity', 'alerts', 'insights'] as const).map(
    (name) => `${name}=http://127.0.0.1:${ports[name]}/graphql`,
  );
  const gateway = await superviseProcess({
    name: 'strict gateway',
    entry: 'gateway/src/main.ts',
    env: {
      ...identity.env,
      ...describeSignIn(origin),
      ...mobileAccess,
      PERSISTED_DOCUMENTS: 'ids-only',
      PORT: new URL(origin).port,
      REDIS_URL: redisUrl,
      SUBGRAPHS: subgraphs.join(','),
      DRAIN_MS: '0',
    },
    logFile: join(directory, 'strict-gateway.log'),
    readyUrl: `${origin}/health/ready`,
    say: (line) => console.error(line),
  });
  return { origin, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() };
}
