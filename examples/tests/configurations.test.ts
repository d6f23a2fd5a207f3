import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { verifySignature } from '../hmac/verify-signature.ts';
import { startSubgraphs } from '../subgraphs/start-subgraphs.ts';
import { type ExampleAnswer, startExample, writeSupergraph } from './start-example.ts';

const stack = new AsyncDisposableStack();
let supergraph: string;
before(async () => {
  const subgraphs = stack.use(await startSubgraphs());
  supergraph = stack.use(await writeSupergraph(subgraphs)).path;
});
after(() => stack.disposeAsync());

const codeOf = (answer: ExampleAnswer) => answer.errors?.[0]?.extensions.code;

test('plugin: operations need a name, which answers tell', async () => {
  await using example = await startExample('plugin', { supergraph });
  const named = await example.ask('query Products { products { name } }');
  assert.deepEqual(named.body.data, { products: [{ name: 'Table' }, { name: 'Chair' }] });
  assert.equal(named.headers.get('x-operation-name'), 'Products');
  const refused = await example.ask('{ products { name } }');
  assert.deepEqual([refused.status, codeOf(refused.body)], [400, 'OPERATION_NAME_REQUIRED']);
});

test('hmac: subgraphs answer what the gateway has signed, and nothing else', async () => {
  const key = randomBytes(32).toString('hex');
  const signed: [string, string][] = [];
  await using guarded = await startSubgraphs({
    accepts(headers, body) {
      const signature = String(headers['x-signature']);
      signed.push([signature, body]);
      return verifySignature(signature, body, { key });
    },
  });
  await using own = await writeSupergraph(guarded);
  await using example = await startExample('hmac', {
    supergraph: own.path,
    env: { SIGNING_KEY: key },
  });
  const { body } = await example.ask('{ products { stars } }');
  assert.deepEqual(body.data, { products: [{ stars: 5 }, { stars: 4 }] });
  const [signature, text] = signed[0] ?? ['', ''];
  assert(!verifySignature(signature, `${text} `, { key }));
  assert(!verifySignature(signature, text, { key, now: () => Date.now() + 600_000 }));
  assert(!verifySignature(signature, text, { key: randomBytes(32).toString('hex') }));
  assert(!verifySignature(undefined, text, { key }));
  const direct = await fetch(guarded.productsUrl, { method: 'POST', body: text });
  assert.equal(direct.status, 401);
});

test('authentication: a key tells who asks', async () => {
  await using example = await startExample('authentication', { supergraph });
  const query = '{ products { cost } }';
  const ada = await example.ask(query, { 'x-api-key': 'key of ada' });
  assert.deepEqual(ada.body, { data: { products: [{ cost: 70 }, { cost: 20 }] } });
  const nobody = await example.ask(query);
  assert.deepEqual(nobody.body.data, { products: [{ cost: null }, { cost: null }] });
  const wrong = await example.ask(query, { 'x-api-key': 'of nobody' });
  assert.deepEqual([wrong.status, codeOf(wrong.body)], [401, 'UNKNOWN_API_KEY']);
});

test('coprocessor: a service decides, and nothing runs without it', async () => {
  const coprocessor = await startExample('coprocessor', {
    supergraph,
    command: 'node coprocessor.ts',
    env: { COPROCESSOR_PORT: '0' },
    ready: /Coprocessor at (\S+)/,
  });
  await using example = await startExample('coprocessor', {
    supergraph,
    env: { COPROCESSOR_URL: coprocessor.url },
  });
  const query = '{ header(name: "x-checked-by") }';
  const asked = await example.ask(query, { 'x-tenant': 'acme' });
  assert.deepEqual(asked.body, { data: { header: 'the coprocessor' } });
  const refused = await example.ask(query);
  assert.deepEqual([refused.status, codeOf(refused.body)], [403, 'TENANT_REQUIRED']);
  await coprocessor[Symbol.asyncDispose]();
  const failed = await example.ask(query, { 'x-tenant': 'acme' });
  assert.equal(codeOf(failed.body), 'INTERNAL_SERVER_ERROR');
});
