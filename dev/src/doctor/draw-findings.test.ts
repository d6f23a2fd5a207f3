import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawFindings } from './draw-findings.ts';

test('what needs somebody comes first', () => {
  const drawn = drawFindings([
    { part: 'gateway', condition: 'up', answeredInMs: 3.4, detail: '' },
    { part: 'accounts', condition: 'not ready', answeredInMs: 12, detail: 'waits for database' },
    { part: 'postgres', condition: 'down', answeredInMs: undefined, detail: 'ECONNREFUSED' },
  ]);
  assert.equal(
    drawn,
    `✖ postgres   down                ECONNREFUSED
! accounts   not ready    12 ms  waits for database
✔ gateway    up            3 ms
`,
  );
});
