import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  type Span,
  trace,
} from '@opentelemetry/api';
import { startTestGateway } from '../testing/start-test-gateway.ts';
import { startTicker } from '../testing/start-ticker.ts';

test('the span of a request is named after its operation', async () => {
  const named: Record<string, unknown> = {};
  const span = {
    updateName: (name: string) => (named['name'] = name),
    setAttribute: (key: string, value: unknown) => (named[key] = value),
  } as unknown as Span;
  const active = trace.setSpan(ROOT_CONTEXT, span);
  const manager: Partial<ContextManager> = {
    active: (): Context => active,
    disable: () => manager as ContextManager,
  };
  context.setGlobalContextManager(manager as ContextManager);
  await using ticker = await startTicker();
  await using gateway = await startTestGateway({ sdl: ticker.sdl });
  await gateway.post({ query: 'query Now { now }' });
  context.disable();
  assert.deepEqual(named, {
    name: 'query Now',
    'graphql.operation.type': 'query',
    'graphql.operation.name': 'Now',
  });
});
