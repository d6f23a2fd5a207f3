import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ServiceError } from '@headgate/service/define-errors.ts';
import type { GatewayErrorCode } from '../../errors.ts';
import { readBody } from './reading/read-body.ts';
import { sendError } from './writing/send-errors.ts';

export interface HandleInvalidationOptions {
  /** What `Authorization` must hold. */
  readonly sharedKey: string;
  /** Invalidates what a body names; resolves with how many values that removed. */
  readonly invalidate: (body: unknown) => Promise<number>;
}

const maxBodyBytes = 1_000_000;

/** Answers `POST /invalidation`: 202 with a count, 401 for a wrong key, 400 for a bad body, 503 while the cache is away. */
export function createHandleInvalidation({ sharedKey, invalidate }: HandleInvalidationOptions) {
  const expected = hash(sharedKey);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      sendError(request, response, { code: 'METHOD_NOT_ALLOWED', message: 'Invalidate by POST.' });
      return;
    }
    if (!timingSafeEqual(hash(request.headers.authorization ?? ''), expected)) {
      sendError(request, response, { code: 'UNAUTHENTICATED', message: 'This is not the shared key.' });
      return;
    }
    try {
      const count = await invalidate(await readBody(request, maxBodyBytes));
      response.writeHead(202, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify({ count }));
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      sendError(request, response, { code: error.code as GatewayErrorCode, message: error.message });
    }
  };
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
