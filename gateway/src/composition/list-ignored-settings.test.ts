import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionsSchema } from '../config/options-schema.ts';
import { toGatewayConfig } from '../config/to-gateway-config.ts';
import { listIgnoredSettings } from './list-ignored-settings.ts';

const list = (file: object) =>
  listIgnoredSettings(toGatewayConfig(optionsSchema.parse(file), {}, { isProduction: false }));

test('what a file says is named when the stock executor does not do it', () => {
  assert.deepEqual(
    list({
      demandControl: { mode: 'enforce', maxCost: 10 },
      traffic: { retry: false },
      timeoutsMs: { a: 5 },
    }),
    ['traffic', 'demandControl', 'timeoutsMs'],
  );
});

test('what it says as by default is not', () => {
  assert.deepEqual(list({}), []);
  assert.deepEqual(list({ subgraphs: { a: { url: 'http://a/' } } }), []);
  assert.deepEqual(list({ holdMs: 3, traffic: { retry: true }, demandControl: { mode: 'off' } }), []);
});
