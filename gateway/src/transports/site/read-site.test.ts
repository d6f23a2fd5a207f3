import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSite } from './read-site.ts';

test('a built application is served: files as they are, its pages by its document, hashed assets for ever', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-site-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta nonce="HEADGATE_NONCE"><title>application</title>',
  );
  await writeFile(join(folder, 'assets', 'main-abc.js'), `export const text = '${'a'.repeat(2_000)}';`);
  const site = await readSite(folder);
  await rm(folder, { recursive: true });
  const server = createServer((request, response) => {
    const serve = site.find(request.url ?? '');
    if (serve) serve(request, response);
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const get = (path: string, headers = {}) =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
  try {
    for (const path of ['/index.html', '/', '/rules', '/people/ada']) {
      const page = await get(path);
      assert.match(await page.text(), /application/, path);
      assert.equal(page.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(page.headers.get('content-security-policy') ?? 'unsafe-inline', /unsafe|http/);
    }
    const asset = await get('/assets/main-abc.js');
    assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(asset.headers.get('content-encoding'), 'gzip');
    assert.equal((await asset.text()).length, 2_000 + `export const text = '';`.length);
    const etag = asset.headers.get('etag');
    assert.equal(
      (await get('/assets/main-abc.js', { 'if-none-match': etag, 'cache-control': 'max-age=0' })).status,
      304,
    );
    const [one, other] = [await get('/'), await get('/')];
    const [, nonce = ''] = /nonce="([\w-]+)"/.exec(await one.text()) ?? [];
    assert(one.headers.get('content-security-policy')?.includes(`'nonce-${nonce}'`));
    assert(!(await other.text()).includes(nonce), 'a nonce comes once');
    for (const path of [
      '/assets/gone.js',
      '/graphql',
      '/auth/session',
      '/health/x',
      '/../package.json',
      '/x.map',
    ])
      assert.equal((await get(path)).status, 404, path);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a folder that is no application is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headgate-site-'));
  await assert.rejects(readSite(folder), /no index\.html: build the application first/);
  await rm(folder, { recursive: true });
});
