import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { rememberByText } from '@headgate/service/remember-by-text.ts';
import Negotiator from 'negotiator';
import type { CachedAnswer, Encoding } from './cached-answer.ts';

/** Below this compression saves less than a packet. */
const minBytes = 1_024;

/** The encodings to look for, the best first; what is small, or what a client takes in no other way, goes as it is. */
export function chooseEncoding(acceptEncoding: string | undefined): Encoding {
  return acceptEncoding ? negotiate(acceptEncoding) : 'identity';
}

const negotiate = rememberByText(
  (acceptEncoding): Encoding => {
    const accepted = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } }).encodings();
    const chosen = ['br', 'gzip'].find((encoding) => accepted.includes(encoding) || accepted.includes('*'));
    return chosen === 'br' || chosen === 'gzip' ? chosen : 'identity';
  },
  { max: 100 },
);

export const isWorthCompressing = (answer: CachedAnswer): boolean => answer.body.length >= minBytes;

/** Compresses an answer that is kept as it is. Brotli's quality is the highest that takes about as long as gzip. */
export async function compressAnswer(answer: CachedAnswer, encoding: 'gzip' | 'br'): Promise<CachedAnswer> {
  const body =
    encoding === 'br'
      ? await compressWithBrotli(answer.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : await compressWithGzip(answer.body);
  return { ...answer, encoding, body };
}

const compressWithBrotli = promisify(brotliCompress);
const compressWithGzip = promisify(gzip);
