import { promisify } from 'node:util';
import {
  brotliCompress,
  constants,
  createBrotliCompress,
  createGzip,
  createZstdCompress,
  gzip,
  zstdCompress,
} from 'node:zlib';
import { rememberByText } from '@headgate/service/remember-by-text.ts';
import { parseAccept } from '../reading/parse-accept.ts';

/** How answers that are made for one request are compressed: as fast as it goes with most of the gain. */
export type ContentCoding = 'zstd' | 'br' | 'gzip';

/** The quickest first. */
const codings: ContentCoding[] = ['zstd', 'gzip', 'br'];

/** Below so many characters compression saves less than a packet. */
export const minCompressedLength = 1_024;

/** The coding by `Accept-Encoding`, the quickest of those that a client likes best; undefined when it takes none. */
export function chooseContentCoding(acceptEncoding: string | undefined): ContentCoding | undefined {
  return acceptEncoding ? negotiate(acceptEncoding) : undefined;
}

const negotiate = rememberByText(
  (acceptEncoding): ContentCoding | undefined => {
    const weights = new Map(parseAccept(acceptEncoding).map(({ type, weight }) => [type, weight]));
    const weigh = (coding: string) => weights.get(coding) ?? weights.get('*') ?? 0;
    const [best] = codings.toSorted((one, other) => weigh(other) - weigh(one));
    return best && weigh(best) > 0 && weigh(best) >= (weights.get('identity') ?? 0) ? best : undefined;
  },
  { max: 100 },
);

const zstdOptions = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const gzipOptions = { level: 4 };

const withZstd = promisify(zstdCompress);
const withBrotli = promisify(brotliCompress);
const withGzip = promisify(gzip);

/** Compresses a whole answer, off the main thread. */
export function compressWhole(bytes: Buffer, coding: ContentCoding): Promise<Buffer> {
  if (coding === 'zstd') return withZstd(bytes, zstdOptions);
  return coding === 'br' ? withBrotli(bytes, brotliOptions) : withGzip(bytes, gzipOptions);
}

/** Compresses an answer that comes in parts; each part has to be flushed. */
export function createCompressor(coding: ContentCoding) {
  if (coding === 'zstd') return createZstdCompress(zstdOptions);
  return coding === 'br' ? createBrotliCompress(brotliOptions) : createGzip(gzipOptions);
}
