import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { startMigratedPostgres } from '@headgate/dev/prisma/start-migrated-postgres.ts';
import { startFront } from '@headgate/local-servers/start-front.ts';
import type { Logger } from '@headgate/service/create-logger.ts';
import { parseIntoClientConfig } from 'pg-connection-string';
import { watchServer } from './watch-server.ts';

test('connections stay when one look is missed, and are cut when the server was away for longer', async () => {
  await using postgres = await startMigratedPostgres();
  await using front = await startFront(postgres.port);
  const events = new EventEmitter<{ attempt: []; answered: []; missed: []; changed: [] }>();
  const openSocket = () => {
    events.emit('attempt');
    return new Socket().on('data', (chunk) => {
      if (chunk.includes('isReadOnly')) events.emit('answered');
    });
  };
  const logger = { warn: () => events.emit('missed'), info: () => undefined };
  let changes = 0;
  await using _watch = watchServer({
    client: { ...parseIntoClientConfig(postgres.url), port: front.port, stream: openSocket },
    intervalMs: 100,
    logger: logger as unknown as Logger,
    onChange() {
      changes += 1;
      events.emit('changed');
    },
  });
  await once(events, 'answered');

  for (const _ of [1, 2, 3]) {
    await front.silence();
    await once(events, 'missed');
    const answered = once(events, 'answered');
    await front.lead(postgres.port);
    await answered;
  }
  await once(events, 'answered');
  assert.equal(changes, 0);

  await front.lead('refused');
  for (const _ of [1, 2, 3]) await once(events, 'attempt');
  const changed = once(events, 'changed');
  await front.lead(postgres.port);
  await changed;
  assert.equal(changes, 1);
});
