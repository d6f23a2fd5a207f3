import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { printSurface } from '../../release/print-surface.ts';

test('what users can see of the types is what was accepted', async () => {
  const accepted = await readFile(new URL('../../api.d.ts.txt', import.meta.url), 'utf8');
  assert.equal(
    await printSurface(),
    accepted,
    'The API has changed. Look at what users will see of it, then: npm run accept-api -w gateway',
  );
});
