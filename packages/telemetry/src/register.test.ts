import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { runSample, sampleTraceId } from './test-support/run-sample.ts';
import { startCollector } from './test-support/start-collector.ts';
import { startOtlpCollector } from './test-support/start-otlp-collector.ts';

const preload = new URL('register.ts', import.meta.url).href;

const traceId = sampleTraceId;

test('a request and the requests that it makes are reported as one trace, at the latest when the process stops', async () => {
  await using collector = await startCollector();
  const { code, asked } = await runSample({
    APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
    OTEL_SERVICE_NAME: 'sample-role',
  });
  assert.equal(code, 0);
  assert.equal(asked.split('-')[1], traceId, 'what is stored of a request leads back to its trace');
  const find = (name: string) =>
    collector.envelopes.filter(
      (envelope) => envelope.name.endsWith(name) && envelope.tags['ai.operation.id'] !== traceId,
    );
  const requests = find('Request');
  const dependencies = find('RemoteDependency');
  assert.equal(requests.length, 2);
  assert.equal(dependencies.length, 1);
  const traces = new Set([...requests, ...dependencies].map(({ tags }) => tags['ai.operation.id']));
  assert.equal(traces.size, 1);
  for (const { tags } of requests) assert.equal(tags['ai.cloud.role'], 'sample-role');
});

for (const [protocol, contentType] of [
  ['http/protobuf', 'application/x-protobuf'],
  ['http/json', 'application/json'],
] as const) {
  test(`a collector gets traces and metrics as ${protocol}, beside Application Insights`, async () => {
    await using collector = await startCollector();
    await using otlp = await startOtlpCollector();
    const { code, asked } = await runSample({
      APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
      OTEL_SERVICE_NAME: 'sample-role',
    });
    assert.equal(code, 0);
    assert.equal(asked.split('-')[1], traceId);
    const traces = otlp.reports.filter(({ path }) => path === '/v1/traces');
    assert.ok(traces.length > 0, 'traces came');
    for (const report of traces) assert.equal(report.contentType, contentType);
    const sent = traces.map(({ text }) => text).join('');
    for (const expected of ['sample-role', '/inner']) assert.ok(sent.includes(expected), expected);
    const requests = collector.envelopes.filter(({ name }) => name.endsWith('Request'));
    assert.equal(requests.length, 3, 'probes are not among them');
    const logs = otlp.reports.filter(({ path }) => path === '/v1/logs').map(({ text }) => text);
    assert.match(logs.join(''), /for \(address\)/);
    assert.match(logs.join(''), /of \(address\)/);
    assert.doesNotMatch(logs.join(''), /a line that is not sent/);
    const exceptions = collector.envelopes.filter(({ name }) => name.endsWith('Exception'));
    assert.deepEqual(
      exceptions.map(({ tags }) => tags['ai.operation.id']),
      [traceId],
      'an exception comes once, in its trace',
    );
    const everything = sent + JSON.stringify(collector.envelopes);
    assert.doesNotMatch(everything, /secret-token/);
    assert.doesNotMatch(everything, /[\w.]+@[\w-]+\.(?:com|org|net)/);
  });
}

test('a collector is enough', async () => {
  await using otlp = await startOtlpCollector();
  const { code, asked } = await runSample({
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_SERVICE_NAME: 'sample-role',
  });
  assert.deepEqual([code, asked.split('-')[1]], [0, traceId]);
  const traces = otlp.reports.filter(({ path }) => path === '/v1/traces');
  const spans = traces.flatMap(({ text }) =>
    (JSON.parse(text) as OtlpTraces).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans),
    ),
  );
  const outer = spans.find(({ kind, traceId: id }) => kind === 2 && id !== traceId);
  const inner = spans.filter(({ traceId: id }) => id === outer?.traceId);
  assert.equal(inner.length, 3, 'the request, the one that it makes, and how that is answered');
  assert.doesNotMatch(traces.map(({ text }) => text).join(''), /secret-token/);
});

const tellAsPage = async (url: string) => void (await (await fetch(new URL('/page', url))).text());

test('what a page tells is sent as its own, with its ids and in its trace, and without secrets', async () => {
  await using collector = await startCollector();
  await using otlp = await startOtlpCollector();
  const { code } = await runSample(
    {
      APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'sample-role',
    },
    tellAsPage,
  );
  assert.equal(code, 0);
  const ofPage = collector.envelopes.filter(({ tags }) => tags['ai.cloud.role'] === 'page');
  assert.deepEqual(
    ofPage.map(({ name, tags, data }) => [
      name.split('.').at(-1),
      tags['ai.operation.id'],
      data.baseData.name ?? tags['ai.operation.parentId'],
    ]),
    [
      ['RemoteDependency', '4bf92f3577b34da6a3ce929d0e0e4736', 'mutation Tap'],
      ['Exception', '4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'],
    ],
  );
  const sent = otlp.reports.map(({ text }) => text).join('');
  const [span = ''] = /\{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"[^}]*/.exec(sent) ?? [];
  assert.match(span, /"spanId":"00f067aa0ba902b7"/);
  assert.doesNotMatch(span, /parentSpanId/);
  assert.match(sent, /a page failed for \(address\)/);
  const everything = sent + JSON.stringify(collector.envelopes);
  assert.doesNotMatch(everything, /secret-token|ada@example/);
});

test('of a trace that is not kept what a page tells is not either', async () => {
  await using otlp = await startOtlpCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' };
  const sampling = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };
  await runSample({ ...env, ...sampling }, tellAsPage);
  const sent = otlp.reports.map(({ text }) => text).join('');
  assert.doesNotMatch(sent, /mutation Tap/);
  assert.match(sent, /PageError/);
});

test('with a ratio of nothing there are no traces, and logs all the same', async () => {
  await using collector = await startCollector();
  await using otlp = await startOtlpCollector();
  const { code } = await runSample({
    APPLICATIONINSIGHTS_CONNECTION_STRING: collector.connectionString,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_TRACES_SAMPLER: 'traceidratio',
    OTEL_TRACES_SAMPLER_ARG: '0',
  });
  assert.equal(code, 0);
  assert.deepEqual(
    otlp.reports.filter(({ path }) => path === '/v1/traces'),
    [],
  );
  assert.ok(otlp.reports.some(({ path }) => path === '/v1/logs'));
  assert.deepEqual(
    collector.envelopes.filter(({ name }) => /Request|Dependency/.test(name)),
    [],
  );
});

test('the standard variables say what a process is, whose traces it follows and how much of a span is kept', async () => {
  await using otlp = await startOtlpCollector();
  const b3 = { 'X-B3-TraceId': traceId, 'X-B3-SpanId': 'b7ad6b7169203331', 'X-B3-Sampled': '1' };
  let asked = '';
  await runSample(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_SERVICE_NAME: 'sample-role',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging',
      OTEL_NODE_RESOURCE_DETECTORS: 'env,process',
      OTEL_PROPAGATORS: 'b3multi,tracecontext',
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4',
    },
    async (url) => {
      asked = await (await fetch(new URL('/trace', url), { headers: b3 })).text();
    },
  );
  assert.equal(asked.split('-')[1], traceId);
  const reports = otlp.reports.filter(({ path }) => path === '/v1/traces');
  const { resourceSpans } = JSON.parse(reports.at(-1)?.text ?? '') as OtlpTraces;
  const { attributes: ofResource = [] } = resourceSpans[0]?.resource ?? {};
  const attributes = new Map(ofResource.map(({ key, value }) => [key, value.stringValue]));
  assert.equal(attributes.get('service.name'), 'sample-role');
  assert.equal(attributes.get('deployment.environment.name'), 'staging');
  assert.ok(attributes.has('process.runtime.name'), 'what detectors found is there');
  assert.ok(!attributes.has('host.name'), 'and nothing else');
  const paths = resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.flatMap((span) => span.attributes.filter(({ key }) => key === 'url.path')),
    ),
  );
  assert.ok(paths.length > 0);
  for (const { value } of paths) assert.ok((value.stringValue ?? '').length <= 4, value.stringValue);
});

/** Reports are tried at once, and none is given up by itself: what ends the wait for them is ours. */
const patient = { OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_EXPORTER_OTLP_TIMEOUT: '3600000' };

/** Asks as often as the collector does not answer, and more. */
const askWhile = (isHeld: () => boolean) => async (url: string) => {
  const ask = async () => {
    assert.equal(await (await fetch(url)).text(), 'inner');
    await tellAsPage(url);
  };
  while (!isHeld()) await ask();
  for (let count = 0; count < 50; count++) await ask();
};

test('a collector that does not answer holds up no request, and does not keep the process', async () => {
  await using otlp = await startOtlpCollector({ deaf: true });
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url, ...patient };
  const { code } = await runSample(
    env,
    askWhile(() => otlp.held() > 0),
  );
  assert.equal(code, 0);
  assert.deepEqual(otlp.reports, [], 'nothing was answered meanwhile');
});

test('Application Insights that do not answer hold up no request, and do not keep the process', async () => {
  await using insights = await startCollector({ deaf: true });
  const env = { APPLICATIONINSIGHTS_CONNECTION_STRING: insights.connectionString, ...patient };
  const { code } = await runSample(
    env,
    askWhile(() => insights.held() > 0),
  );
  assert.equal(code, 0);
});

test('a collector that is not there holds up neither', async () => {
  const { code } = await runSample(
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', ...patient },
    askWhile(() => true),
  );
  assert.equal(code, 0);
});

test('a protocol that is not spoken is named', async () => {
  const child = spawn(process.execPath, ['--import', preload, '--eval', ''], {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  assert.deepEqual(await once(child, 'exit'), [1, null]);
  assert.match(said, /OTEL_EXPORTER_OTLP_PROTOCOL.*expected http\/protobuf or http\/json, got "grpc"/);
});

test('without a connection string nothing is loaded', async () => {
  const { code, asked } = await runSample({});
  assert.deepEqual([code, asked], [0, '']);
  const script = `
    await import(${JSON.stringify(preload)});
    const { createRequire } = await import('node:module');
    process.exitCode = Object.keys(createRequire(${JSON.stringify(preload)}).cache).length;
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { PATH: process.env['PATH'] },
  });
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

type OtlpAttributes = readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];

interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: OtlpAttributes };
    readonly scopeSpans: readonly {
      readonly spans: readonly {
        readonly traceId: string;
        readonly kind: number;
        readonly attributes: OtlpAttributes;
      }[];
    }[];
  }[];
}
