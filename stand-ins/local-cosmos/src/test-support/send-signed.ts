import { createHmac } from 'node:crypto';
import { emulatorKey } from '../start-local-cosmos.ts';

/** A request of the protocol as an SDK signs it; `resource` is the type and the link, or the `_rid`, that it signs. */
export async function sendSigned(
  endpoint: string,
  request: {
    method: string;
    path: string;
    resource: [type: string, link: string];
    headers?: Record<string, string>;
    body?: string;
  },
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const date = new Date().toUTCString();
  const [type, link] = request.resource;
  const payload = `${request.method.toLowerCase()}\n${type}\n${link}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac('sha256', Buffer.from(emulatorKey, 'base64')).update(payload).digest('base64');
  const response = await fetch(`${endpoint}${request.path}`, {
    method: request.method,
    headers: {
      authorization: encodeURIComponent(`type=master&ver=1.0&sig=${signature}`),
      'x-ms-date': date,
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}
