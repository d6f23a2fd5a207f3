import { once } from 'node:events';
import { createServer } from 'node:net';
import { isPortFree } from '@headgate/local-servers/ports/is-port-free.ts';

/** Below the ports that the operating system gives out by itself, so that nobody takes one between finding and use. */
const range = { first: 20_000, last: 32_000 };
const blockSize = 100;

/**
 * Finds TCP ports on loopback for programs that cannot choose their own. They are of a block that belongs to this
 * process, so that tests in another process do not find the same one before it is used.
 */
export async function findPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (const block = await ownBlock; ports.length < count; ) {
    const port = block.first + 1 + (block.taken++ % (blockSize - 1));
    if (await isPortFree(port)) ports.push(port);
  }
  return ports;
}

const ownBlock = claimBlock();

/** Who listens on the first port of a block has it. */
async function claimBlock(): Promise<{ readonly first: number; taken: number }> {
  for (let first = range.first; first < range.last; first += blockSize) {
    const server = createServer().listen(first, '127.0.0.1').unref();
    const isOwn = await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') throw error;
    });
    if (isOwn) return { first, taken: 0 };
  }
  throw new Error(`no ${blockSize} ports are free between ${range.first} and ${range.last}`);
}
