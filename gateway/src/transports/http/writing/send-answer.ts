import type { IncomingMessage, ServerResponse } from 'node:http';
import { findWhole, writeResult, writeResultBytes } from '../../../execution/writing/write-result.ts';
import type { WrittenAnswer } from '../../../execution/writing/written-answer.ts';
import type { AnswerHead, RefusedAnswer, SingleAnswer } from '../../../operations/answer.ts';
import type { ProducedAnswer } from '../produce-answer.ts';
import type { Delivery } from '../reading/choose-delivery.ts';
import { chooseOperationErrorStatus, mediaTypes } from '../reading/choose-media-type.ts';
import {
  type ContentCoding,
  chooseContentCoding,
  compressWhole,
  createCompressor,
  minCompressedLength,
} from './content-coding.ts';
import { sendKeptAnswer } from './send-kept-answer.ts';
import { sendBytes, sendText } from './send-text.ts';
import { streamAnswer } from './stream-answer.ts';
import { type StreamOptions, streamSubscription } from './stream-subscription.ts';
import { type WrittenParts, writeParts } from './write-parts.ts';

export interface SendAnswerOptions {
  /** Whether answers that are made for one request are compressed; those that are kept are, once for all. */
  readonly compresses: boolean;
  /** How subscriptions are served over HTTP. */
  readonly streams: StreamOptions;
}

/** Sends an answer in the form that it has, compressed if the client likes that. */
export async function sendAnswer(
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  { answer, replyHeaders, delivery }: ProducedAnswer & { readonly delivery: Delivery },
  { compresses, streams }: SendAnswerOptions,
): Promise<void> {
  if (response.destroyed || request.socket.destroyed) {
    if (answer.kind === 'subscription') answer.subscription[Symbol.dispose]();
    return;
  }
  replyHeaders?.writeTo(response);
  const { mediaType = mediaTypes.json, stream, parts = '20220824' } = delivery;
  if (answer.kind === 'kept') {
    sendKeptAnswer(request, response, { ...answer, mediaType });
    return;
  }
  if (answer.kind === 'subscription') {
    if (stream) streamSubscription(response, answer.subscription, { ...streams, format: stream });
    else answer.subscription[Symbol.dispose]();
    return;
  }
  const coding = compresses ? chooseContentCoding(request.headers['accept-encoding']) : undefined;
  if (answer.kind === 'incremental') {
    const written = writeParts(answer, parts);
    writeHead(response, answer, written.contentType);
    await sendParts(response, written.payloads, coding);
    return;
  }
  const status = toStatus(
    answer.kind === 'refused' ? statusOf(answer, request.headers.accept) : answer.status,
  );
  if (!delivery.mediaType && stream?.carriesAnswers && (status === 200 || status === 400)) {
    streamAnswer(response, writeBytes(answer), stream);
    return;
  }
  const whole = answer.kind === 'single' ? findWhole(answer.result) : undefined;
  const text = whole ? undefined : writeText(answer);
  writeHead(response, { ...answer, status }, mediaType);
  if (text !== undefined) await sendWhole(response, text, coding);
  else if (whole) await sendWritten(response, whole, coding);
}

function writeText(answer: SingleAnswer | RefusedAnswer): string {
  return answer.kind === 'single' ? writeResult(answer.result) : JSON.stringify({ errors: answer.errors });
}

function writeBytes(answer: SingleAnswer | RefusedAnswer): Buffer {
  return answer.kind === 'single' ? writeResultBytes(answer.result) : Buffer.from(writeText(answer));
}

/** An operation that cannot run has the status that belongs to the media type. */
function statusOf({ status, concerns }: RefusedAnswer, accept: string | undefined): number | undefined {
  return status === 400 && concerns === 'operation' ? chooseOperationErrorStatus(accept) : status;
}

function writeHead(response: ServerResponse, { status, headers }: AnswerHead, contentType: string): void {
  response.statusCode = toStatus(status);
  response.setHeader('content-type', contentType);
  for (const name in headers) response.setHeader(name, headers[name] as string);
}

/** Only a plugin of the gateway's owner can have chosen it; with a status that has no body the answer would be lost. */
function toStatus(status = 200): number {
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  return Number.isInteger(status) && status >= 200 && status <= 599 && hasBody ? status : 500;
}

/** Sends what the engine wrote. */
async function sendWritten(
  response: ServerResponse,
  answer: WrittenAnswer,
  coding: ContentCoding | undefined,
): Promise<void> {
  if (answer.isText) await sendWhole(response, answer.text, coding);
  else if (!coding) sendBytes(response, answer);
  else {
    await sendCompressed(response, answer.bytes, coding);
    answer.release();
  }
}

/** Sends an answer in one piece, for which the headers are set. */
export async function sendWhole(
  response: ServerResponse,
  text: string,
  coding: ContentCoding | undefined,
): Promise<void> {
  if (coding && text.length >= minCompressedLength) await sendCompressed(response, Buffer.from(text), coding);
  else sendText(response, text);
}

async function sendCompressed(response: ServerResponse, bytes: Buffer, coding: ContentCoding): Promise<void> {
  const compressed = await compressWhole(bytes, coding);
  response.setHeader('content-encoding', coding);
  response.end(compressed);
}

async function sendParts(
  response: ServerResponse,
  payloads: WrittenParts['payloads'],
  coding: ContentCoding | undefined,
): Promise<void> {
  if (!coding) {
    for await (const payload of payloads) {
      if (response.destroyed) return;
      response.write(payload);
    }
    response.end();
    return;
  }
  response.setHeader('content-encoding', coding);
  const compressor = createCompressor(coding);
  compressor.pipe(response);
  response.once('close', () => compressor.destroy());
  for await (const payload of payloads) {
    if (response.destroyed) return;
    compressor.write(payload);
    // What is held back to be compressed better would come with the next one.
    compressor.flush();
  }
  compressor.end();
}
