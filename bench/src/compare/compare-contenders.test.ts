import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contenders } from '../contenders/contenders.ts';
import { measureLoad } from '../measure/measure-load.ts';
import { startTestbed, type Testbed } from '../testbed/start-testbed.ts';
import { checkAnswers } from './compare-contenders.ts';
import { scenarios } from './scenarios.ts';

const skip = process.platform !== 'linux' && 'reads from /proc';
const fetchesOfStockPlan = 16;
const answerBytes = 87_327;

let testbed: Testbed;
before(async () => {
  if (!skip) testbed = await startTestbed({ contenders, subgraphs: 'public' });
});
after(() => testbed?.[Symbol.asyncDispose]());

for (const { name, operation, uniqueAuthorization } of scenarios) {
  test(`contenders agree and are accounted for: ${name}`, { skip }, async () => {
    const body = JSON.stringify({ query: operation });
    const bytes = await checkAnswers(testbed, body);
    for (const running of testbed.contenders) {
      const { name: contender } = running.contender;
      const measured = await measureLoad(running, testbed, {
        body,
        uniqueAuthorization,
        connections: 4,
        durationMs: 300,
        answerBytes: bytes.get(contender) ?? 0,
      });
      assert(measured.requests >= 4, contender);
      assert(measured.cpuMs > 0 && measured.cpuMs < 1_000, `${contender}: ${measured.cpuMs} ms a request`);
      assert(measured.residentBytes > 50 * 2 ** 20, `${contender}: ${measured.residentBytes} bytes`);
      const most = name === 'trivial' ? 1 : fetchesOfStockPlan;
      assert(measured.subgraphRequests > 0 && measured.subgraphRequests <= most, contender);
      if (contender === 'stock') assert.equal(measured.subgraphRequests, most);
    }
  });
}

test("the public benchmark's answer has the published weight", { skip }, async () => {
  const [scenario] = scenarios;
  const bytes = await checkAnswers(testbed, JSON.stringify({ query: scenario?.operation }));
  // Apollo Server ends its answers with a line feed.
  assert.equal(bytes.get('stock'), answerBytes + 1);
});
