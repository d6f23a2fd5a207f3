import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** Takes the compressed body of an answer, piece by piece. */
export interface Decoder {
  /** Returns whether more is welcome at once; if not, `onDrain` tells when. */
  write(chunk: Buffer): boolean;
  end(): void;
  destroy(): void;
}

export interface DecoderEvents {
  readonly onData: (chunk: Buffer) => void;
  readonly onDrain: () => void;
  readonly onEnd: () => void;
  readonly onError: (error: Error) => void;
}

/** Nobody compresses so often; each takes memory. */
const maxCodings = 3;

/** What a decompressor may look back upon, as a power of two: https://www.rfc-editor.org/rfc/rfc9659#section-3 */
const zstdWindowLog = 23;

const hasZstd = 'createZstdDecompress' in zlib;

/** What subgraphs may compress their answers with (https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3). */
export const acceptEncoding = hasZstd ? 'gzip, br, deflate, zstd' : 'gzip, br, deflate';

const decompressors: Readonly<Record<string, (firstByte: number | undefined) => Transform>> = {
  gzip: () => zlib.createGunzip(),
  'x-gzip': () => zlib.createGunzip(),
  // Some leave out the header of zlib, whose first byte names its method, 8.
  deflate: (firstByte) =>
    firstByte === undefined || (firstByte & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw(),
  br: () => zlib.createBrotliDecompress(),
  ...(hasZstd && {
    zstd: () =>
      zlib.createZstdDecompress({ params: { [zlib.constants.ZSTD_d_windowLogMax]: zstdWindowLog } }),
  }),
};

/**
 * Reads a `Content-Encoding` (https://www.rfc-editor.org/rfc/rfc9110#section-8.4): undefined for none.
 * @throws Error for what this gateway cannot decode
 */
export function readContentEncoding(header: string | string[]): readonly string[] | undefined {
  const codings = String(header)
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > maxCodings || !codings.every((coding) => Object.hasOwn(decompressors, coding)))
    throw new Error(`the content encoding "${header}" is not supported`);
  return codings.length > 0 ? codings : undefined;
}

/** Creates the decoder of a body that was compressed by `codings`, one after the other; it begins with `first`. */
export function createDecoder(codings: readonly string[], first: Buffer, events: DecoderEvents): Decoder {
  const streams = codings
    .toReversed()
    .map((coding, index) => decompressors[coding]?.(index === 0 ? first[0] : undefined) as Transform);
  for (const stream of streams) stream.on('error', events.onError);
  const input = streams[0] as Transform;
  streams
    .reduce((from, to) => from.pipe(to))
    .on('data', events.onData)
    .on('end', events.onEnd);
  input.on('drain', events.onDrain);
  return {
    write: (chunk) => input.write(chunk),
    end: () => void input.end(),
    destroy() {
      for (const stream of streams) stream.destroy();
    },
  };
}
