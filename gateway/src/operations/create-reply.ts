import type { GraphQLResponse } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLError } from 'graphql';
import type { EngineResult } from '../execution/engine.ts';
import { extendResult, findWritten, hasData, keepResult } from '../execution/writing/create-result.ts';
import { framingHeaders } from '../values/framing-headers.ts';
import type { RefusedAnswer, RunAnswer } from './answer.ts';
import type { EngineOutcome } from './engine-outcome.ts';
import { FinalError } from './errors/final-error.ts';
import type { FormatError } from './errors/format-error.ts';
import { formatErrors } from './errors/format-errors.ts';
import type { Listeners } from './plugins/open-listeners.ts';
import { tellParts } from './plugins/tell-parts.ts';
import { stateCachePolicy } from './state-cache-policy.ts';

type Result = EngineResult | FormattedExecutionResult;

/** Makes the answer to one operation, and lets plugins see and change it. */
export interface Reply {
  /** Answers an operation that is not run, and tells the plugins why. */
  refuse(errors: readonly GraphQLError[]): Promise<RunAnswer>;
  /** Takes what the engine has made of the operation. */
  settle(outcome: EngineOutcome): Promise<void>;
  /** Takes what a plugin answers instead of the engine. */
  replace(response: GraphQLResponse): void;
  /** The answer, after plugins have seen it. */
  send(): Promise<RunAnswer>;
}

const notKept: Readonly<Record<string, string>> = { 'cache-control': 'no-store' };

/** How a subscription looks to plugins, which have no place for it. */
const subscribed: FormattedExecutionResult = { data: {} };

export function createReply(listeners: Listeners | undefined, formatError: FormatError): Reply {
  return listeners ? createSeenReply(listeners, formatError) : createPlainReply(formatError);
}

/** Nobody looks: what the engine made is the answer. */
function createPlainReply(formatError: FormatError): Reply {
  let answer: RunAnswer | undefined;

  function refuse(errors: readonly GraphQLError[], defaultStatus: number): RunAnswer {
    const formatted = formatErrors(errors, formatError);
    const status = formatted.status ?? defaultStatus;
    const headers = { ...notKept, ...Object.fromEntries(formatted.headers) };
    return { kind: 'refused', status, headers, errors: formatted.errors, concerns: findConcern(errors) };
  }

  return {
    refuse: async (errors) => refuse(errors, 500),
    async settle(outcome) {
      const head = { status: undefined, headers: notKept };
      if (outcome.kind === 'invalid') answer = refuse(outcome.errors, 400);
      else if (outcome.kind === 'subscription') answer = { ...outcome, ...head };
      else if (outcome.kind === 'single') answer = { kind: 'single', ...head, result: outcome.result };
      else {
        const { result: initial, pending, parts } = outcome;
        answer = { kind: 'incremental', ...head, initial, pending, parts };
      }
    },
    replace() {
      throw new TypeError('Only plugins answer instead of the engine.');
    },
    async send() {
      if (!answer) throw new TypeError('An operation has to be settled before it is answered.');
      return answer;
    },
  };
}

function createSeenReply(listeners: Listeners, formatError: FormatError): Reply {
  const { context } = listeners;
  const { response } = context;
  let settled: EngineOutcome | undefined;

  /** A plugin may refuse a subscription that could run. */
  function leave(): void {
    if (settled?.kind === 'subscription') settled.subscription[Symbol.dispose]();
    settled = undefined;
  }

  async function tellErrors(errors: readonly GraphQLError[], defaultStatus: number | undefined) {
    await listeners.didEncounterErrors(errors);
    const formatted = formatErrors(errors, formatError);
    const status = formatted.status ?? defaultStatus;
    if (status !== undefined) response.http.status = status;
    for (const [name, value] of formatted.headers) response.http.headers.set(name, value);
    return [...formatted.errors];
  }

  async function send(): Promise<RunAnswer> {
    try {
      await listeners.willSendResponse();
    } catch (error) {
      leave();
      throw error;
    }
    const { body, http } = response;
    for (const name of framingHeaders) http.headers.delete(name);
    const head = {
      status: http.status,
      headers: Object.fromEntries(stateCachePolicy(context)),
    };
    if (body.kind === 'incremental') {
      const initial = endParts(body.initialResult);
      // What a plugin answers in parts is its own to send.
      const { pending = [], parts = noParts() } = settled?.kind === 'incremental' ? settled : {};
      return { kind: 'incremental', ...head, initial, pending, parts: tellParts(parts, listeners) };
    }
    const result = body.singleResult as Result;
    if (settled?.kind === 'subscription') {
      if (!result.errors && (http.status ?? 200) === 200)
        return { kind: 'subscription', ...head, subscription: settled.subscription };
      leave();
    }
    if (result.errors && !hasData(result as EngineResult)) {
      const concerns = findConcern(context.errors ?? []);
      return { kind: 'refused', ...head, errors: result.errors, concerns };
    }
    return { kind: 'single', ...head, result };
  }

  return {
    async refuse(errors) {
      leave();
      response.body = { kind: 'single', singleResult: { errors: await tellErrors(errors, 500) } };
      return send();
    },
    async settle(outcome) {
      settled = outcome;
      if (outcome.kind === 'invalid') {
        response.body = { kind: 'single', singleResult: { errors: await tellErrors(outcome.errors, 400) } };
        return;
      }
      const result: Result = outcome.kind === 'subscription' ? subscribed : outcome.result;
      keepResult(result);
      const { errors } = result;
      const told = errors?.length
        ? {
            errors: await tellErrors(
              errors.map((error) => new FinalError(error)),
              undefined,
            ),
          }
        : {};
      const seen = extendResult(result as EngineResult, told) as FormattedExecutionResult;
      response.body =
        outcome.kind === 'incremental'
          ? { kind: 'incremental', initialResult: beginParts(seen), subsequentResults: noParts() }
          : { kind: 'single', singleResult: seen };
    },
    replace({ body, http }) {
      response.body = body;
      if (http.status) response.http.status = http.status;
      for (const [name, value] of http.headers) response.http.headers.set(name, value);
    },
    send,
  };
}

/** Errors of an operation, rather than of the request that carried it. */
const operationErrors = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
]);

export function findConcern(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[],
): RefusedAnswer['concerns'] {
  const isOperation =
    errors.length > 0 && errors.every(({ extensions }) => operationErrors.has(extensions?.['code']));
  return isOperation ? 'operation' : 'request';
}

type InitialResult = Extract<GraphQLResponse['body'], { kind: 'incremental' }>['initialResult'];

function beginParts(result: FormattedExecutionResult): InitialResult {
  return extendResult(result as EngineResult, { hasNext: true }) as InitialResult;
}

/** Without what is to be said anew when it is written. */
function endParts(initial: InitialResult): FormattedExecutionResult {
  if (findWritten(initial)) return extendResult(initial as EngineResult, {}) as FormattedExecutionResult;
  const { hasNext: _, ...rest } = initial;
  return rest;
}

async function* noParts(): AsyncGenerator<never> {}
