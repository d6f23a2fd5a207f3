import type { LiveGroup, LiveTestbed } from './start-live-testbed.ts';
import type { Audience } from './subscribe-all.ts';

interface Tick {
  readonly ticked: { readonly n: number; readonly topic: string };
}

/**
 * Sends an event on each topic and returns what each client gets, but for the event's number.
 * @throws Error when a client gets another event than this one, or errors
 */
export async function readEvents(
  testbed: LiveTestbed,
  audience: Audience,
  group: LiveGroup,
): Promise<readonly object[]> {
  const { n } = await testbed.emit({ ...audience, overMs: 0 });
  await group.arrived(n);
  return (await group.messages()).map((message) => {
    const { payload } = JSON.parse(message) as { readonly payload: { readonly data: Tick | null } };
    if (payload.data?.ticked.n !== n || 'errors' in payload) throw new Error(`Not event ${n}: ${message}`);
    return { ...payload, data: { ticked: { ...payload.data.ticked, n: 0 } } };
  });
}
