import type { Request, Response } from 'express';
import type { Hub } from '../hub/create-hub.ts';
import { parseInstallation, patchInstallation } from '../hub/installation.ts';
import { HubError } from './hub-error.ts';

/**
 * Answers PUT, GET, PATCH and DELETE of one installation.
 * @throws {HubError}
 */
export function handleInstallation(hub: Hub, request: Request, response: Response): void {
  const id = String(request.params['id']);
  const place = `${request.protocol}://${request.headers.host}${request.path}`;
  switch (request.method) {
    case 'PUT':
      hub.put(parseInstallation(readJson(request), id));
      response.set('content-location', place).end();
      return;
    case 'PATCH':
      hub.put(patchInstallation(hub.find(id).installation, readJson(request)));
      response.set('content-location', place).end();
      return;
    case 'GET': {
      const { installation, isExpired } = hub.find(id);
      response.json({
        ...installation,
        expirationTime: '9999-12-31T23:59:59.9999999Z',
        expiredPushChannel: isExpired,
      });
      return;
    }
    case 'DELETE':
      // One that is not there is as good as deleted.
      hub.remove(id);
      response.status(204).end();
      return;
    default:
      throw new HubError(405, `An installation has no ${request.method}.`);
  }
}

function readJson({ body }: Request): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    throw new HubError(400, 'The body is not JSON.');
  }
}
