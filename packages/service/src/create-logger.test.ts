import assert from 'node:assert/strict';
import { test } from 'node:test';
import { context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { createLogger } from './create-logger.ts';

test('what is logged in a trace names it, what is logged elsewhere names none, and no token is told', () => {
  const lines: string[] = [];
  const logger = createLogger({ name: 'part', level: 'info' }, { write: (line) => lines.push(line) });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  try {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const spanId = 'b7ad6b7169203331';
    const span = trace.wrapSpanContext({ traceId, spanId, traceFlags: TraceFlags.SAMPLED });
    context.with(trace.setSpan(ROOT_CONTEXT, span), () => logger.info({ token: 'secret' }, 'within'));
    logger.info('outside');
  } finally {
    context.disable();
  }
  const [within, outside] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    [within.trace_id, within.span_id, within.token, within.msg],
    ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331', '(removed)', 'within'],
  );
  assert.deepEqual([outside.trace_id, outside.msg], [undefined, 'outside']);
});
