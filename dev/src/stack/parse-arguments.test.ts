import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from './parse-arguments.ts';
import { defaultPorts } from './ports.ts';

test('without arguments every part has its default port', () => {
  assert.deepEqual(parseArguments([]).ports, defaultPorts);
  assert.equal(parseArguments([]).fresh, false);
});

test('--port is the gateway’s, others have their own flag', () => {
  const { ports } = parseArguments(['--port', '5000', '--cosmos-port', '9000']);
  assert.equal(ports.gateway, 5000);
  assert.equal(ports.cosmos, 9000);
});

test('a wrong argument is named', () => {
  assert.throws(() => parseArguments(['--port', 'http']), /--gateway-port is "http": expected a port/);
  assert.throws(() => parseArguments(['--port', '0']), /expected a port/);
  assert.throws(
    () => parseArguments(['--redis-port', '4000']),
    /--redis-port and --gateway-port are both 4000/,
  );
  assert.throws(() => parseArguments(['--frehs']), /--frehs/);
});
