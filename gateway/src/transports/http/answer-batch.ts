import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServiceError } from '@headgate/service/define-errors.ts';
import { gatewayErrors, readError } from '../../errors.ts';
import { writeResult } from '../../execution/writing/write-result.ts';
import { type AdmitOperationOptions, admitOperation } from '../../operations/admission/admit-operation.ts';
import { readMembers } from '../../operations/admission/read-members.ts';
import { createReplyHeaders } from '../../operations/create-reply-headers.ts';
import { type AskedOperation, type ProduceAnswerOptions, produceAnswer } from './produce-answer.ts';
import { chooseMediaType, mediaTypes } from './reading/choose-media-type.ts';
import { chooseContentCoding } from './writing/content-coding.ts';
import { type SendAnswerOptions, sendWhole } from './writing/send-answer.ts';

export interface AnswerBatchOptions extends ProduceAnswerOptions, SendAnswerOptions, AdmitOperationOptions {
  /** How many operations may come in one request as a list; 0: no list is taken. */
  readonly maxBatch: number;
}

/** What is common to the operations of a batch, and what it holds. */
type AskedBatch = Pick<
  AskedOperation,
  'headers' | 'isPost' | 'signedIn' | 'openSignal' | 'deadlineMs' | 'client'
> & {
  readonly batch: readonly unknown[];
};

/**
 * Answers a list of operations with the list of their answers, as Apollo's `BatchHttpLink` and those of its kind expect
 * it. Each is read, admitted and cached as if it had come alone; they run beside each other.
 * @throws ServiceError `BAD_REQUEST` for a list that is not taken
 */
export async function answerBatch(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  asked: AskedBatch,
  options: AnswerBatchOptions,
): Promise<void> {
  const { batch, headers } = asked;
  const { maxBatch } = options;
  if (maxBatch === 0) throw bad('This gateway takes one operation a request, not a list of them.');
  if (batch.length === 0) throw bad('The list has no operation.');
  if (batch.length > maxBatch)
    throw bad(`The list has ${batch.length} operations; ${maxBatch} are accepted.`);
  // What is kept is wanted as text here; the whole is compressed.
  const { 'accept-encoding': _, ...own } = headers;
  const mediaType = chooseMediaType(headers['accept']) ?? mediaTypes.json;
  const replyHeaders = createReplyHeaders(options.responseHeaders);
  const each = { ...asked, headers: own, mediaType, takes: {}, replyHeaders, isBatched: true };
  const texts = await Promise.all(batch.map((value) => produceText(value, each, options)));
  const coding = options.compresses ? chooseContentCoding(headers['accept-encoding']) : undefined;
  const { response } = exchange;
  replyHeaders?.writeTo(response);
  response.setHeader('content-type', mediaType);
  response.setHeader('cache-control', 'no-store');
  await sendWhole(response, `[${texts.join(',')}]`, coding);
}

async function produceText(
  value: unknown,
  asked: Omit<AskedOperation, 'operation'>,
  options: AnswerBatchOptions,
): Promise<string> {
  try {
    const clientName = asked.headers['apollographql-client-name'];
    const admission = admitOperation(readMembers(value), clientName, options);
    if (admission.kind === 'refused') throw gatewayErrors.create(admission.code);
    if (admission.kind === 'faulty') {
      const { message, extensions } = admission.problem;
      return writeError(message, String(extensions['code']));
    }
    const { answer } = await produceAnswer({ ...asked, operation: admission.operation }, options);
    if (answer.kind === 'kept') return answer.body.toString();
    if (answer.kind === 'single') return writeResult(answer.result);
    if (answer.kind === 'refused') return JSON.stringify({ errors: answer.errors });
    throw new TypeError(`Nobody asked for an answer that is ${answer.kind}.`);
  } catch (error) {
    const known = readError(error);
    if (!known) throw error;
    return writeError(known.message, known.code);
  }
}

function writeError(message: string, code: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

function bad(message: string): ServiceError {
  return gatewayErrors.create('BAD_REQUEST', { message });
}
