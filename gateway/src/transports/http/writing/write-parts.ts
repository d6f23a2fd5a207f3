import type { EngineResult } from '../../../execution/engine.ts';
import { extendResult } from '../../../execution/writing/create-result.ts';
import {
  type JsonPieces,
  joinPieces,
  writeData,
  writePieces,
} from '../../../execution/writing/write-result.ts';
import type { IncrementalAnswer } from '../../../operations/answer.ts';
import { createPendingParts } from './pending-parts.ts';

/** How parts are written: as of 2022-08-24, or as of https://specs.apollo.dev/incremental/v0.2/. */
export type PartsFormat = '20220824' | 'v0.2';

/** An answer in parts as `multipart/mixed` (https://www.rfc-editor.org/rfc/rfc2046#section-5.1). */
export interface WrittenParts {
  readonly contentType: string;
  readonly payloads: AsyncIterable<string | Buffer>;
}

const contentTypes = {
  '20220824': 'multipart/mixed; boundary="-"; deferSpec=20220824',
  'v0.2': 'multipart/mixed; boundary="-"; incrementalSpec=v0.2',
} as const;

export function writeParts(answer: IncrementalAnswer, format: PartsFormat): WrittenParts {
  const payloads = format === 'v0.2' ? writeById(answer) : writeByPath(answer);
  return { contentType: contentTypes[format], payloads: writeMultipart(payloads) };
}

interface Payload {
  readonly json: JsonPieces;
  readonly hasNext: boolean;
}

/** The format of 2022-08-24: each part says where it belongs. */
async function* writeByPath({ initial, parts }: IncrementalAnswer): AsyncGenerator<Payload> {
  yield begin(initial, {});
  for await (const incremental of parts) yield goOn(incremental.map(writePieces), {});
  yield end({});
}

/** The format of https://specs.apollo.dev/incremental/v0.2/: each part has the id by which it was announced. */
async function* writeById({ initial, pending, parts }: IncrementalAnswer): AsyncGenerator<Payload> {
  const book = createPendingParts();
  yield begin(initial, { pending: book.announce(pending) });
  for await (const batch of parts) {
    const { incremental = [], ...told } = book.complete(batch);
    yield goOn(
      incremental.map(({ id, part }) => [
        `{"id":${JSON.stringify(id)},"data":`,
        writeData(part),
        part.errors ? `,"errors":${JSON.stringify(part.errors)}}` : '}',
      ]),
      told,
    );
  }
  yield end({ ...book.completeRest() });
}

function begin(initial: IncrementalAnswer['initial'], told: object): Payload {
  const hasNext = true;
  return { json: writePieces(extendResult(initial as EngineResult, { ...told, hasNext })), hasNext };
}

/** What is told of parts comes after them. */
function goOn(parts: readonly JsonPieces[], told: object): Payload {
  const hasNext = true;
  const end = JSON.stringify({ ...told, hasNext });
  if (parts.length === 0) return { json: [end], hasNext };
  const list = parts.flatMap((part, index) => (index === 0 ? part : [',', ...part]));
  return { json: ['{"incremental":[', ...list, `],${end.slice(1)}`], hasNext };
}

function end(told: object): Payload {
  const hasNext = false;
  return { json: [JSON.stringify({ ...told, hasNext })], hasNext };
}

async function* writeMultipart(payloads: AsyncIterable<Payload>): AsyncGenerator<string | Buffer> {
  let opening = '\r\n---\r\n';
  for await (const { json, hasNext } of payloads) {
    const head = `${opening}content-type: application/json; charset=utf-8\r\n\r\n`;
    const pieces = [head, ...json, hasNext ? '\r\n---\r\n' : '\r\n-----\r\n'];
    yield pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : joinPieces(pieces);
    opening = '';
  }
}
