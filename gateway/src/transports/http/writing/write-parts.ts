import type { EngineResult } from '../../../execution/engine.ts';
import { extendResult } from '../../../execution/writing/create-result.ts';
import { writeResult } from '../../../execution/writing/write-result.ts';
import type { IncrementalAnswer } from '../../../operations/answer.ts';
import { createPendingParts } from './pending-parts.ts';

/** How parts are written: as of 2022-08-24, or as of https://specs.apollo.dev/incremental/v0.2/. */
export type PartsFormat = '20220824' | 'v0.2';

/** An answer in parts as `multipart/mixed` (https://www.rfc-editor.org/rfc/rfc2046#section-5.1). */
export interface WrittenParts {
  readonly contentType: string;
  readonly text: AsyncIterable<string>;
}

const contentTypes = {
  '20220824': 'multipart/mixed; boundary="-"; deferSpec=20220824',
  'v0.2': 'multipart/mixed; boundary="-"; incrementalSpec=v0.2',
} as const;

export function writeParts(answer: IncrementalAnswer, format: PartsFormat): WrittenParts {
  const payloads = format === 'v0.2' ? writeById(answer) : writeByPath(answer);
  return { contentType: contentTypes[format], text: writeMultipart(payloads) };
}

type Payload = EngineResult & { readonly hasNext: boolean; readonly incremental?: unknown };

/** The format of 2022-08-24: each part says where it belongs. */
async function* writeByPath({ initial, parts }: IncrementalAnswer): AsyncGenerator<Payload> {
  yield extendResult(initial as EngineResult, { hasNext: true });
  for await (const incremental of parts) yield { incremental, hasNext: true };
  yield { hasNext: false };
}

/** The format of https://specs.apollo.dev/incremental/v0.2/: each part has the id by which it was announced. */
async function* writeById({ initial, pending, parts }: IncrementalAnswer): AsyncGenerator<Payload> {
  const book = createPendingParts();
  yield extendResult(initial as EngineResult, { pending: book.announce(pending), hasNext: true });
  for await (const batch of parts) yield { ...book.complete(batch), hasNext: true };
  yield { ...book.completeRest(), hasNext: false };
}

async function* writeMultipart(payloads: AsyncIterable<Payload>): AsyncGenerator<string> {
  let opening = '\r\n---\r\n';
  for await (const payload of payloads) {
    const json = writeResult(payload);
    const closing = payload.hasNext ? '---' : '-----';
    yield `${opening}content-type: application/json; charset=utf-8\r\n\r\n${json}\r\n${closing}\r\n`;
    opening = '';
  }
}
