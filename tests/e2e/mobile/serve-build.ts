import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { mobileOrigin } from '@headgate/dev/stack/mobile-app.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.ico': 'image/x-icon',
};

/**
 * Serves the application's web build where the issuer and the gateway expect it; every other address is its first page.
 * @throws Error when something else has its port
 */
export async function serveBuild(folder: string): Promise<AsyncDisposable> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', mobileOrigin);
    const path = join(folder, pathname);
    const body = await readFile(path).catch(() => undefined);
    const type = body ? types[extname(path)] : types['.html'];
    response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' });
    response.end(body ?? (await readFile(join(folder, 'index.html'))));
  });
  const { hostname, port } = new URL(mobileOrigin);
  server.listen(Number(port), hostname);
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
