import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '@headgate/service/create-logger.ts';
import { logs } from '@opentelemetry/api-logs';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { sendLogs } from './send-logs.ts';

const exporter = new InMemoryLogRecordExporter();
logs.setGlobalLoggerProvider(
  new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }),
);
sendLogs('warn');
const logger = createLogger({ name: 'sample', level: 'info' }, { write: () => undefined });

/** What is sent of a line with an error. */
function sendError(err: unknown) {
  exporter.reset();
  logger.error({ err }, 'failed');
  const [record] = exporter.getFinishedLogRecords();
  const of = (name: string) => record?.attributes[`exception.${name}`];
  return { type: of('type'), message: of('message'), stacktrace: of('stacktrace') };
}

test('an error is an exception with its stack, and one without a stack is an exception too', () => {
  const error = new TypeError('no number');
  assert.deepEqual(sendError(error), { type: 'TypeError', message: 'no number', stacktrace: error.stack });
  for (const stack of [undefined, '']) {
    error.stack = stack as string;
    assert.deepEqual(sendError(error), {
      type: 'TypeError',
      message: 'no number',
      stacktrace: 'TypeError: no number',
    });
  }
});

test('so is what was thrown and is no error', () => {
  assert.deepEqual(sendError('a text'), { type: 'Error', message: 'a text', stacktrace: 'Error: a text' });
  assert.deepEqual(sendError({ message: 'an object' }), {
    type: 'Object',
    message: 'an object',
    stacktrace: 'Object: an object',
  });
  assert.deepEqual(sendError(undefined), { type: undefined, message: undefined, stacktrace: undefined });
});

test('what is below the level is not sent', () => {
  exporter.reset();
  logger.info('said here alone');
  assert.deepEqual(exporter.getFinishedLogRecords(), []);
});
