import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { startRedis } from '@headgate/local-servers/redis/start-redis.ts';
import { startCollector } from '@headgate/telemetry/test-support/start-collector.ts';
import { startPipeline } from './test-support/start-pipeline.ts';
import { square, walk } from './test-support/walk.ts';

const register = import.meta.resolve('@headgate/telemetry/register.ts');
const traceId = '0af7651916cd43dd8448eb211c80319c';
const lookAgainMs = 50;

test('the trace of the request that brought an event shows its evaluation, its alert and the delivery', async () => {
  await using collector = await startCollector();
  await using redis = await startRedis();
  await using pipeline = await startPipeline(redis.url, {
    environment: {
      NODE_OPTIONS: `--import ${register}`,
      APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
  });
  const ada = await pipeline.connect('ada');
  await ada.watch('ENTER', square);
  const [event] = walk('ada', 1);
  await pipeline.activity.items.create({ ...event, traceParent: `00-${traceId}-b7ad6b7169203331-01` });
  const [alert] = await ada.takeAll(1);
  assert(alert);
  const stepsOfTrace = () =>
    collector.envelopes
      .filter(({ tags }) => tags['ai.operation.id'] === traceId)
      .map(({ data }) => data.baseData.name);
  const expected = ['evaluate activity', 'publish alerts', 'deliver alert'];
  while (!expected.every((step) => stepsOfTrace().includes(step))) await delay(lookAgainMs);
});
