import { setTimeout as delay } from 'node:timers/promises';
import { buildTree } from '@headgate/dev/observe/build-tree.ts';
import { drawTree } from '@headgate/dev/observe/draw-tree.ts';
import type { ObservedSpan } from '@headgate/dev/observe/span.ts';
import type { Observer } from '@headgate/dev/observe/start-observer.ts';

/** What a check-in leads to, each part below the one that made it. */
export const traceOfCheckIn = `web: tap
  web: mutation RecordActivity
    gateway: mutation RecordActivity
      gateway: fetch activity
        activity: POST
          activity: create_item activity
            cosmos: POST
          activity: xadd
          alerts: deliver alert
            gateway: subscription AlertRaised event
              gateway: fetch accounts
                accounts: POST
              gateway: fetch activity
                activity: POST
                  activity: read_item activity
                    cosmos: GET
              web: AlertRaised shown
          functions: evaluate activity
            functions: execute_batch alerts
              cosmos: POST
            functions: query_items alerts
              cosmos: POST
          functions: publish alerts
          functions: push alert
            functions: POST
              push: POST
            functions: patch_item alerts
              cosmos: PATCH
            functions: query_items alerts
              cosmos: POST
`;

const lookAgainMs = 200;

/** Each process reports its spans when it has some; one that has not reported by then reports no more. */
const longestMs = 60_000;

/** What a page and the services do for themselves: to renew, to look something up, to keep alive. */
const ofItself = /^(?:resolve|plan|evalsha|eval|get|mget|set|hget|hmget|hgetall|exists|expire|pg[.-].*)$/;

const ofRedis = /^(?:xadd|client|connect|hello|info)$/;

/** Draws the trace that a check-in began when it is as expected; how far it has come, when it does not get there. */
export async function watchCheckIn({ observations }: Observer): Promise<string> {
  const deadline = AbortSignal.timeout(longestMs);
  for (;;) {
    const traces = [...observations.traces.values()];
    const found = traces.find((spans) => spans.some(({ name }) => name === 'mutation RecordActivity'));
    const drawn = found ? drawTree(buildTree(found.filter(isStep))) : '';
    if (drawn === traceOfCheckIn || deadline.aborted) return drawn;
    await delay(lookAgainMs);
  }
}

function isStep({ service, name }: ObservedSpan): boolean {
  // Whether the functions' calls of Redis are seen depends on what their bundle has inside.
  return !ofItself.test(name) && !(service === 'functions' && ofRedis.test(name));
}
