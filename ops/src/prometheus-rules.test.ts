import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));
const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd: folder, encoding: 'utf8' });
const skip = promtool('--version').error
  ? 'promtool is not on this machine: "apt install prometheus" brings it'
  : false;

test('Prometheus takes the rules', { skip }, () => {
  const { status, stdout, stderr } = promtool('check', 'rules', 'generated/prometheus-rules.yml');
  assert.equal(status, 0, stdout + stderr);
});

test('a burn fires and a blip does not', { skip }, () => {
  const { status, stdout, stderr } = promtool('test', 'rules', 'rules.test.yml');
  assert.equal(status, 0, stdout + stderr);
});
