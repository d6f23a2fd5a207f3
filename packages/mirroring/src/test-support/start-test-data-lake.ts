import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface TestDataLake extends AsyncDisposable {
  readonly endpoint: string;
  /** What comes next is answered as by a service that has no time. */
  failNext(): void;
}

interface StoredFile {
  content: Buffer;
  /** Appended, and not part of the file before it is flushed. */
  appended: Buffer;
}

/**
 * As much of Azure Data Lake Storage Gen2 as a landing zone uses, for the official SDK: no account, OneLake and all, can be had
 * here. Files are created, appended to and flushed, renamed on conditions, listed in pages of two, read and deleted.
 *
 * @see https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path
 */
export async function startTestDataLake(): Promise<TestDataLake> {
  const files = new Map<string, StoredFile>();
  let failures = 0;
  const server = createServer(async (request, response) => {
    const content = await buffer(request);
    if (failures > 0) {
      failures -= 1;
      return refuse(response, 503, 'ServerBusy');
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://lake');
    return answer(files, { request, response, content, searchParams, path: withoutAccount(pathname) });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    // The SDK takes the first part of a path for the account where the host is a number.
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/account`,
    failNext() {
      failures += 1;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const withoutAccount = (path: string) => decodeURIComponent(path).replace(/^\/(account\/)?/, '');

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly content: Buffer;
  readonly searchParams: URLSearchParams;
  /** With the file system. */
  readonly path: string;
}

function answer(files: Map<string, StoredFile>, asked: Asked): ServerResponse {
  const { request, response, content, searchParams, path } = asked;
  const { method, headers } = request;
  const file = files.get(path);
  const source = headers['x-ms-rename-source'];
  if (method === 'GET' && searchParams.get('resource') === 'filesystem') return list(files, asked);
  if (method === 'PUT' && typeof source === 'string') {
    const from = withoutAccount(source.split('?')[0] as string);
    const renamed = files.get(from);
    if (!renamed) return refuse(response, 404, 'RenameSourceParentPathNotFound');
    if (file && headers['if-none-match'] === '*') return refuse(response, 409, 'PathAlreadyExists');
    files.delete(from);
    files.set(path, renamed);
    return send(response, 201);
  }
  if (method === 'PUT') {
    if (searchParams.get('resource') !== 'file') return refuse(response, 400, 'InvalidQueryParameterValue');
    files.set(path, { content: Buffer.alloc(0), appended: Buffer.alloc(0) });
    return send(response, 201);
  }
  if (!file)
    return refuse(response, 404, method === 'GET' || method === 'HEAD' ? 'BlobNotFound' : 'PathNotFound');
  const position = Number(searchParams.get('position'));
  if (method === 'PATCH' && searchParams.get('action') === 'append') {
    if (position !== file.content.length + file.appended.length)
      return refuse(response, 400, 'InvalidFlushPosition');
    file.appended = Buffer.concat([file.appended, content]);
    return send(response, 202);
  }
  if (method === 'PATCH') {
    const whole = Buffer.concat([file.content, file.appended]);
    if (position !== whole.length) return refuse(response, 400, 'InvalidFlushPosition');
    Object.assign(file, { content: whole, appended: Buffer.alloc(0) });
    return send(response, 200);
  }
  if (method === 'DELETE') {
    files.delete(path);
    return send(response, 200);
  }
  response.setHeader('x-ms-blob-type', 'BlockBlob');
  if (method === 'HEAD') return send(response, 200, undefined, file.content.length);
  const [, first = '0', last] =
    /bytes=(\d+)-(\d*)/.exec(String(headers['x-ms-range'] ?? headers['range'] ?? '')) ?? [];
  const part = file.content.subarray(Number(first), last ? Number(last) + 1 : undefined);
  const range = `${first}-${Number(first) + part.length - 1}`;
  response.setHeader('content-range', `bytes ${range}/${file.content.length}`);
  return send(response, 206, part);
}

const pageSize = 2;

function list(files: Map<string, StoredFile>, { response, searchParams, path }: Asked): ServerResponse {
  const directory = searchParams.get('directory');
  const prefix = `${path}/${directory ? `${directory}/` : ''}`;
  const names = [...files.keys()].filter((name) => name.startsWith(prefix)).sort();
  if (names.length === 0) return refuse(response, 404, 'PathNotFound');
  const from = Number(searchParams.get('continuation') ?? 0);
  const page = names.slice(from, from + pageSize);
  if (from + pageSize < names.length) response.setHeader('x-ms-continuation', String(from + pageSize));
  const paths = page.map((name) => ({
    name: name.slice(path.length + 1),
    contentLength: String(files.get(name)?.content.length),
    lastModified: new Date(0).toUTCString(),
  }));
  response.setHeader('content-type', 'application/json');
  return send(response, 200, Buffer.from(JSON.stringify({ paths })));
}

function send(
  response: ServerResponse,
  status: number,
  content: Uint8Array = new Uint8Array(),
  length = content.length,
): ServerResponse {
  response.writeHead(status, {
    etag: '"1"',
    'last-modified': new Date(0).toUTCString(),
    'content-length': length,
  });
  return response.end(content);
}

function refuse(response: ServerResponse, status: number, code: string): ServerResponse {
  response.writeHead(status, { 'x-ms-error-code': code, 'content-type': 'application/json' });
  return response.end(JSON.stringify({ error: { code, message: code } }));
}
