import type { IncomingMessage } from 'node:http';
import { badRequest, tooLarge } from '../cosmos-error.ts';

/** A request of the Cosmos DB REST protocol. */
export interface CosmosRequest {
  method: string;
  /** The decoded segments of the path: `['dbs', 'a', 'colls', 'b']`. */
  segments: string[];
  /** The path as it came, without slashes at its ends. */
  rawPath: string;
  /** The scheme and authority by which the client knows the server. */
  origin: string;
  /** A header, undefined where it is missing or empty. */
  header(name: string): string | undefined;
  /** Whether a header says true, in any case. */
  flag(name: string): boolean;
  text: string;
  /** The body as JSON. @throws BadRequest where it is none */
  json(): unknown;
}

// A document of 2 MB and a batch of them have room; nothing larger is worth reading.
const maxBodyBytes = 8 * 1024 * 1024;

/** @throws RequestEntityTooLarge for a body no operation takes, BadRequest for a path that cannot be decoded */
export async function readCosmosRequest(message: IncomingMessage): Promise<CosmosRequest> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maxBodyBytes) chunks.push(chunk);
  }
  if (length > maxBodyBytes) throw tooLarge();
  const text = Buffer.concat(chunks).toString();
  const rawPath = (message.url ?? '/').replace(/\?.*$/s, '').replace(/^\/+|\/+$/g, '');
  const header = (name: string) => {
    const value = message.headers[name];
    return (Array.isArray(value) ? value.join(',') : value) || undefined;
  };
  return {
    method: message.method ?? 'GET',
    segments: decode(rawPath),
    rawPath,
    origin: `http://${message.headers.host ?? 'localhost'}`,
    header,
    flag: (name) => /^true$/i.test(header(name) ?? ''),
    text,
    json() {
      try {
        return JSON.parse(text);
      } catch {
        throw badRequest('The request payload is invalid. Ensure to provide a valid request payload.');
      }
    },
  };
}

function decode(rawPath: string): string[] {
  try {
    return rawPath === '' ? [] : rawPath.split('/').map(decodeURIComponent);
  } catch {
    throw badRequest('The request path is not well encoded.');
  }
}
