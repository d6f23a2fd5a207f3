import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Context,
  type ContextManager,
  context,
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { startTestGateway } from '../helpers/start-test-gateway.ts';
import { startTicker } from '../helpers/start-ticker.ts';

test('the span of a request is named after its operation, and marked by what became of it', async () => {
  let named: Record<string, unknown> = {};
  const span = {
    updateName: (name: string) => (named['name'] = name),
    setAttribute: (key: string, value: unknown) => (named[key] = value),
    setAttributes: (attributes: object) => Object.assign(named, attributes),
    isRecording: () => true,
    spanContext: () => INVALID_SPAN_CONTEXT,
    setStatus: (status: unknown) => (named['status'] = status),
  } as unknown as Span;
  const active = trace.setSpan(ROOT_CONTEXT, span);
  const manager: Partial<ContextManager> = {
    active: (): Context => active,
    with: (_context, run, self, ...given) => run.call(self as never, ...given),
    disable: () => manager as ContextManager,
  };
  context.setGlobalContextManager(manager as ContextManager);
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  const spanOf = async (body: object, headers = {}) => {
    named = {};
    await gateway.post(body, headers);
    return named;
  };
  const now = {
    name: 'query Now',
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Now',
  };
  const client = { 'apollographql-client-name': 'web', 'apollographql-client-version': '3' };
  assert.deepEqual(await spanOf({ query: 'query Now { now }' }, client), {
    ...now,
    'headgate.client.name': 'web',
    'headgate.client.version': '3',
    'headgate.operation.result': 'ok',
  });
  assert.deepEqual(await spanOf({ query: 'query Now { never }' }), {
    name: 'GraphQL Operation',
    'headgate.operation.result': 'refused',
    'error.type': 'GRAPHQL_VALIDATION_FAILED',
    status: { code: SpanStatusCode.OK },
  });
  assert.deepEqual(await spanOf({ query: 'query Now($a: Int!) { now @include(if: true) }' }), {
    name: 'GraphQL Operation',
    'headgate.operation.result': 'refused',
    'error.type': 'GRAPHQL_VALIDATION_FAILED',
    status: { code: SpanStatusCode.OK },
  });
  await ticker[Symbol.asyncDispose]();
  assert.deepEqual(await spanOf({ query: 'query Now { now }' }), {
    ...now,
    'headgate.operation.result': 'failed',
    'error.type': 'SUBREQUEST_HTTP_ERROR',
    status: { code: SpanStatusCode.ERROR, message: 'SUBREQUEST_HTTP_ERROR' },
  });
  context.disable();
});
