import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startSubgraphs } from '../subgraphs/start-subgraphs.ts';
import { examples, startCommand } from './start-example.ts';

const stack = new AsyncDisposableStack();
let subgraphs: Awaited<ReturnType<typeof startSubgraphs>>;
let folder: string;
let page: string;

before(async () => {
  subgraphs = stack.use(await startSubgraphs());
  folder = await mkdtemp(join(tmpdir(), 'headgate-migrating-'));
  stack.defer(() => rm(folder, { recursive: true }));
  await symlink(join(examples, '../node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  page = await readFile(join(examples, '../docs/migrating.md'), 'utf8');
});
after(() => stack.disposeAsync());

function readSnippet(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(page)?.[1];
  assert(found, language);
  return found;
}

/** The snippet tells addresses of a reader's own. */
function useAddresses(text: string, { productsUrl, reviewsUrl }: typeof subgraphs): string {
  return text
    .replace('http://127.0.0.1:4001/graphql', productsUrl)
    .replace('http://127.0.0.1:4002/graphql', reviewsUrl)
    .replace('port: 4000', 'port: 0');
}

test('a server on ApolloGateway answers the same when it is migrated as the page says', async () => {
  const lines = readSnippet('diff').split('\n');
  const take = (without: string) =>
    lines
      .filter((line) => !line.startsWith(without))
      .map((line) => line.slice(1))
      .join('\n');
  // ApolloGateway refuses a supergraph that has it.
  await using plain = await startSubgraphs({
    edit: (sdl) => sdl.replace(', "@authenticated"', '').replace(' @authenticated', ''),
  });
  const answers: unknown[] = [];
  for (const [file, text] of [
    ['before.js', take('+')],
    ['after.js', take('-')],
  ] as const) {
    assert.equal(text.includes('HeadgateGateway'), file === 'after.js');
    await writeFile(join(folder, file), useAddresses(text, plain));
    await using server = await startCommand(folder, {
      command: `node ${file}`,
      ready: /GraphQL at (\S+)/,
    });
    const asked = [];
    for (const query of [
      '{ products { id name stars } header(name: "x-user") }',
      'query Two { products { ...of } } fragment of on Product { price stars }',
      '{ products { nothing } }',
      '{ products { name ',
    ]) {
      const { status, body } = await server.ask(query, { 'x-user': 'ada' });
      // Only one of them tells where in itself an error came about.
      const errors = body.errors?.map(({ extensions: { code } }) => code);
      asked.push({ status, data: body.data, errors });
    }
    answers.push(asked);
  }
  assert.deepEqual(answers[1], answers[0]);
  assert.match(JSON.stringify(answers[1]), /"name":"Table","stars":5.*"header":"ada"/);
});

test("a gateway does what the page says in the place of a router's file", async () => {
  const { productsUrl, reviewsUrl } = subgraphs;
  const sdl = await readFile(join(examples, 'supergraph.graphql'), 'utf8');
  await writeFile(
    join(folder, 'supergraph.graphql'),
    sdl.replace('http://127.0.0.1:4002/graphql', reviewsUrl),
  );
  const text = readSnippet('yaml').replace('http://products/graphql', productsUrl);
  await writeFile(join(folder, 'headgate.config.yaml'), text);
  await using gateway = await startCommand(folder, {
    command: 'headgate',
    env: { HOST: '127.0.0.1', METRICS_HOST: '127.0.0.1', METRICS_PORT: '0' },
  });
  const headers = { authorization: 'Bearer a', 'x-tenant': 'acme', origin: 'https://app.example' };
  const asked = await gateway.ask(
    '{ products { stars } a: header(name: "authorization") b: header(name: "x-tenant") c: header(name: "x-gateway") }',
    headers,
  );
  assert.deepEqual(asked.body.data, {
    products: [{ stars: 5 }, { stars: 4 }],
    a: 'Bearer a',
    b: 'acme',
    c: 'shop',
  });
  assert.equal(asked.headers.get('access-control-allow-origin'), 'https://app.example');
  const foreign = await gateway.ask('{ __typename }', { origin: 'https://evil.example' });
  assert.equal(foreign.headers.get('access-control-allow-origin'), null);
  const nest = (depth: number): string => (depth === 0 ? 'name' : `ofType { ${nest(depth - 1)} }`);
  const introspect = (depth: number) => `{ __schema { queryType { fields { type { ${nest(depth)} } } } } }`;
  assert.equal((await gateway.ask(introspect(3))).body.errors, undefined);
  const deep = await gateway.ask(introspect(30));
  assert.equal(deep.body.errors?.[0]?.extensions.code, 'MAX_DEPTH_LIMIT');
  const aliases = Array.from({ length: 51 }, (_, at) => `a${at}: __typename`).join(' ');
  const wide = await gateway.ask(`{ ${aliases} }`);
  assert.equal(wide.body.errors?.[0]?.extensions.code, 'MAX_ALIASES_LIMIT');
  const [metricsUrl = ''] = /http:\/\/127\.0\.0\.1:\d+\/metrics/.exec(gateway.said.join('\n')) ?? [];
  assert.match(await (await fetch(metricsUrl)).text(), /^# HELP /m);
});
