import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AskedOperation, type ProduceAnswerOptions, produceAnswer } from './produce-answer.ts';
import type { Delivery } from './reading/choose-delivery.ts';
import { type SendAnswerOptions, sendAnswer } from './writing/send-answer.ts';

export interface AnswerOperationOptions extends ProduceAnswerOptions, SendAnswerOptions {
  /** Finds the text of an automatic persisted query. */
  readonly findText: (hash: string) => Promise<string | undefined>;
}

const whole: AskedOperation['takes'] = {};

/**
 * Answers an operation in the form that fits it: parts for one with `@defer`, events for a subscription, and for all
 * others one answer that may be kept, whatever else the client would take.
 */
export async function answerOperation(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  asked: Omit<AskedOperation, 'mediaType' | 'takes'> & { readonly delivery: Delivery },
  options: AnswerOperationOptions,
): Promise<void> {
  const { delivery } = asked;
  const { stream, parts, mediaType } = delivery;
  let takes = whole;
  if (stream || parts) {
    const text = await readText(asked.operation, options);
    takes = {
      parts: parts !== undefined && text.includes('@defer'),
      events: stream !== undefined && (mediaType === undefined || text.includes('subscription')),
    };
  }
  const produced = await produceAnswer({ ...asked, mediaType, takes }, options);
  await sendAnswer(exchange, { ...produced, delivery }, options);
}

async function readText(
  { query, extensions }: AskedOperation['operation'],
  { findText }: AnswerOperationOptions,
): Promise<string> {
  if (query) return query;
  const { sha256Hash } = (extensions?.['persistedQuery'] ?? {}) as { readonly sha256Hash?: string };
  return (sha256Hash !== undefined && (await findText(sha256Hash))) || '';
}
