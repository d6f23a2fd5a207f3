import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmbeddedGateway } from '../../src/library/create-embedded-gateway.ts';
import type { GatewayConfigOptions } from '../../src/library/gateway-options.ts';
import type { HeadgatePlugin } from '../../src/ports/headgate-plugin.ts';
import type { UpstreamRequest, UpstreamSink, Upstreams } from '../../src/subscriptions/upstreams/upstream.ts';
import { withRequestHook } from '../../src/subscriptions/upstreams/with-request-hook.ts';
import { startCallbackSubgraph } from '../helpers/start-callback-subgraph.ts';
import { startTicker, type Ticker } from '../helpers/start-ticker.ts';

async function start(
  ticker: Ticker,
  onSubgraphRequest: NonNullable<HeadgatePlugin['onSubgraphRequest']>,
  options: GatewayConfigOptions = {},
) {
  const gateway = await createEmbeddedGateway(
    {
      supergraphSdl: ticker.sdl,
      logLevel: 'silent',
      drainMs: 0,
      plugins: [{ onSubgraphRequest }],
      ...options,
    },
    { isProduction: false },
  );
  return {
    ...gateway,
    subscribe: (query: string) =>
      gateway.fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
      }),
    [Symbol.asyncDispose]: gateway.dispose,
  };
}

async function readUntil(response: Response, wanted: RegExp): Promise<string> {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (wanted.test(text)) break;
  }
  return text;
}

test('a hook sees and changes what opens a subscription over WebSocket', async () => {
  await using ticker = await startTicker();
  const seen: unknown[] = [];
  await using gateway = await start(ticker, (event) => {
    if (!event.opensSubscription) return;
    const { query, variables } = JSON.parse(event.body);
    seen.push([event.subgraph, event.isIdempotent, event.url, query.startsWith('subscription')]);
    event.headers['x-signature'] = 'signed';
    const raised = Object.fromEntries(Object.keys(variables).map((name) => [name, 5]));
    event.body = JSON.stringify({ query, variables: raised });
  });
  const stream = await gateway.subscribe('subscription { ticked(from: 1) { n } }');
  await ticker.subscribed(1);
  assert.deepEqual(seen, [['ticks', true, ticker.ticks.url, true]]);
  assert.equal(ticker.subscribers[0]?.connectionParams?.['x-signature'], 'signed');
  ticker.tick(3);
  ticker.tick(6);
  assert.doesNotMatch(await readUntil(stream, /"n":6/), /"n":3/);
  await ticker.subscribed(0);
});

test('a hook changes what subscribes by HTTP callback', async () => {
  await using ticker = await startTicker({ startTicks: startCallbackSubgraph });
  await using gateway = await start(
    ticker,
    (event) => {
      if (event.opensSubscription) event.headers['authorization'] = 'Bearer of the hook';
    },
    { subscriptions: { callback: { subgraphs: ['ticks'], port: 0 } } },
  );
  const stream = await gateway.subscribe('subscription { ticked { n } }');
  await ticker.subscribed(1);
  assert.equal(ticker.subscribers[0]?.authorization, 'Bearer of the hook');
  ticker.tick(3);
  assert.match(await readUntil(stream, /"n":3/), /"n":3/);
  ticker.complete();
});

test('a hook that throws refuses the subscription', async () => {
  await using ticker = await startTicker();
  await using gateway = await start(ticker, () => {
    throw new Error('the key is gone');
  });
  const text = await (await gateway.subscribe('subscription { ticked { n } }')).text();
  assert.match(text, /"errors"/);
  assert.doesNotMatch(text, /the key is gone/);
  assert.equal(ticker.subscribers.length, 0);
});

test('a hook sees a renewed token, and nobody subscribes who has left meanwhile', async () => {
  const opened: UpstreamRequest[] = [];
  let left = 0;
  const upstreams: Upstreams = {
    subscribe(request) {
      opened.push(request);
      return () => {
        left += 1;
      };
    },
  };
  const hook = async ({ headers }: { headers: Record<string, string> }) => {
    headers['x-signature'] = `of ${headers['authorization']}`;
  };
  const unexpected = () => assert.fail('it hears of nothing here');
  const sink: UpstreamSink = { next: unexpected, fail: unexpected, complete: unexpected };
  let authorization = 'one';
  let renew = () => {};
  const request: UpstreamRequest = {
    subgraph: 'ticks',
    url: 'http://ticks',
    query: 'subscription { ticked { n } }',
    variables: {},
    get headers() {
      return { authorization };
    },
    onRenewed(listener) {
      renew = listener;
    },
    replays: false,
  };
  const hooked = withRequestHook(upstreams, hook);
  const leave = hooked.subscribe(request, sink);
  hooked.subscribe(request, sink)();
  await new Promise(setImmediate);
  assert.equal(opened.length, 1);
  assert.equal(opened[0]?.headers['x-signature'], 'of one');
  const told = new Promise<void>((resolve) => opened[0]?.onRenewed?.(resolve));
  authorization = 'two';
  renew();
  await told;
  assert.equal(opened[0]?.headers['x-signature'], 'of two');
  leave();
  assert.equal(left, 1);
  assert.equal(withRequestHook(upstreams, undefined), upstreams);
});
