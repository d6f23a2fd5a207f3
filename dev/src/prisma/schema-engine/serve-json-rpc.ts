import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Answers one call; what it throws becomes an error answer. */
export type CallHandler = (method: string, params: unknown) => Promise<unknown>;

interface Request {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
}

/** Code of an error that Prisma shows to its user, in the schema engine's protocol. */
const userFacingError = 4466;

/**
 * Answers JSON-RPC 2.0 calls, one a line and one after the other, until the input ends.
 * @see https://www.jsonrpc.org/specification
 */
export async function serveJsonRpc(input: Readable, output: Writable, handle: CallHandler): Promise<void> {
  const send = (message: object) => output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  for await (const line of createInterface({ input })) {
    if (!line.trim()) continue;
    const { id, method, params } = JSON.parse(line) as Request;
    if (!method) continue; // an answer to what we printed
    try {
      send({ id, result: await handle(method, params) });
    } catch (error) {
      send({ id, error: describe(error as EngineError) });
    }
  }
}

interface EngineError extends Error {
  readonly code?: string;
  readonly meta?: unknown;
}

function describe({ message, code, meta }: EngineError) {
  return {
    code: userFacingError,
    message: 'An error happened. Check the data field for details.',
    data: { is_panic: false, message, error_code: code, meta },
  };
}
