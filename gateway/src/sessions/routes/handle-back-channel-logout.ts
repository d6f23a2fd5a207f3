import type { IncomingMessage } from 'node:http';
import { logoutTokenAgeMs } from '../verify-logout-token.ts';
import { sendJson } from './send-json.ts';
import type { SessionRoute, SessionRouteOptions } from './session-exchange.ts';

/** A logout token is a small one. */
const maxBodyBytes = 32_768;

/** `POST /auth/back-channel-logout`: the issuer tells whose sessions have ended (https://openid.net/specs/openid-connect-backchannel-1_0.html). */
export function createHandleBackChannelLogout(options: SessionRouteOptions): SessionRoute {
  const { sessions, store, issuer } = options;
  return async (request, response) => {
    const body = await readText(request);
    const token = body === undefined ? null : new URLSearchParams(body).get('logout_token');
    const ended = token === null ? undefined : await issuer.readLogoutToken(token);
    // Known for longer than it would be taken again.
    if (!ended || !(await store.isFirst(`logout:${ended.tokenId}`, 2 * logoutTokenAgeMs))) {
      sendJson(response, 400, {
        error: 'invalid_request',
        error_description: 'No logout token that counts.',
      });
      return;
    }
    await sessions.endAll(ended.by, ended.value);
    response.writeHead(200, { 'cache-control': 'no-store' }).end();
  };
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
