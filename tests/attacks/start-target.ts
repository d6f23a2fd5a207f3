import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { composeSupergraph } from '../../gateway/tests/helpers/compose-supergraph.ts';
import { spawnHeadgate } from '../../gateway/tests/helpers/spawn-headgate.ts';
import { startLiveSubgraph } from '../../gateway/tests/helpers/start-live-subgraph.ts';

const typeDefs = `
  scalar JSON
  type Query { now: Int!, thing: Thing, echo(value: JSON, text: String): Int, large(bytes: Int!): String }
  type Mutation { save(input: JSON): Int }
  type Subscription { silent: Int }
  type Thing @key(fields: "id") { id: ID!, a: Int, thing: Thing, ${movingFields(({ name }) => `${name}: Int`)} }
`;

/** Fields that move to another subgraph, each for a share of requests of its own. */
function movingFields(write: (field: { readonly name: string; readonly percent: number }) => string): string {
  const fields = Array.from({ length: 16 }, (_, at) => ({ name: `m${at}`, percent: 5 + at * 6 }));
  return fields.map(write).join(' ');
}

const movedTypeDefs = `
  type Thing @key(fields: "id") {
    id: ID!
    ${movingFields(({ name, percent }) => `${name}: Int @federation__override(from: "things", label: "percent(${percent})")`)}
  }
`;
const movingValues = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`m${at}`, at]));

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A gateway in a process of its own that is attacked. */
export interface Target extends AsyncDisposable {
  readonly url: string;
  post(body: object | string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /**
   * Attacks, while another caller asks one request after the other over a connection of its own; resolves with what the
   * attack did when three of those have been answered and it is over.
   * @throws Error when one of them is not answered as it should be
   */
  during<Value>(attack: () => Promise<Value>): Promise<Value>;
  /** What the process takes of memory. */
  readMemory(): Promise<number>;
}

/** Starts two subgraphs, and a gateway before them that is told `env`. */
export async function startTarget(
  env: Readonly<Record<string, string>> = {},
  settings: object = {},
): Promise<Target> {
  await using cleanup = new AsyncDisposableStack();
  const thing = { id: '1', a: 1, ...movingValues };
  const subgraph = cleanup.use(
    await startLiveSubgraph({
      name: 'things',
      typeDefs,
      resolvers: {
        Query: {
          now: () => 1,
          thing: () => ({ ...thing, thing }),
          echo: () => 1,
          large: (_: unknown, { bytes }: { bytes: number }) => 'x'.repeat(bytes),
        },
        Mutation: { save: () => 1 },
        Thing: { __resolveReference: (reference: object) => ({ ...reference, ...thing }) },
        Subscription: {
          silent: { subscribe: () => new ReadableStream<never>()[Symbol.asyncIterator]() },
        },
      },
    }),
  );
  const moved = cleanup.use(
    await startLiveSubgraph({
      name: 'moved',
      typeDefs: movedTypeDefs,
      resolvers: {
        Thing: { __resolveReference: (reference: object) => ({ ...reference, ...movingValues }) },
      },
    }),
  );
  const directory = await mkdtemp(join(tmpdir(), 'headgate-attack-'));
  cleanup.defer(() => rm(directory, { recursive: true }));
  const supergraph = join(directory, 'supergraph.graphql');
  const config = join(directory, 'headgate.json');
  await writeFile(supergraph, composeSupergraph([subgraph, moved]));
  await writeFile(config, JSON.stringify(settings));
  const headgate = await spawnHeadgate({
    args: ['--supergraph', supergraph, '--config', config],
    env: { PORT: '0', DRAIN_MS: '0', RESPONSE_CACHE: 'false', ...env },
  });
  cleanup.defer(async () => {
    await headgate.stop();
  });
  const agent = new Agent({ keepAlive: true });
  const ownConnection = new Agent({ keepAlive: true, maxSockets: 1 });
  cleanup.defer(() => {
    agent.destroy();
    ownConnection.destroy();
  });

  function send(
    body: object | string,
    headers: Readonly<Record<string, string>>,
    through: Agent,
  ): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const sent = request(headgate.url, {
      method: 'POST',
      agent: through,
      headers: { 'content-type': 'application/json', ...headers },
    });
    sent.on('error', reject);
    // Whoever is refused while it is still sending may be cut off without an error.
    sent.once('close', () => setImmediate(() => reject(new Error('The connection was closed'))));
    sent.once('response', (response) => {
      const { statusCode: status = 0, headers: received } = response;
      text(response).then((answered) => resolve({ status, headers: received, text: answered }), reject);
    });
    sent.end(typeof body === 'string' ? body : JSON.stringify(body));
    return promise;
  }

  async function askAsOther(): Promise<void> {
    const answer = await send({ query: '{ now }' }, { 'x-forwarded-for': '198.51.100.2' }, ownConnection);
    if (answer.status !== 200 || answer.text !== '{"data":{"now":1}}') {
      throw new Error(`Another caller got ${answer.status}: ${answer.text}`);
    }
  }

  await askAsOther();
  const running = cleanup.move();
  return {
    url: headgate.url,
    post: (body, headers = {}) => send(body, headers, agent),
    async during(attack) {
      let isOver = false;
      const attacking = attack().finally(() => {
        isOver = true;
      });
      attacking.catch(() => undefined);
      for (let answered = 0; answered < 3 || !isOver; answered += 1) await askAsOther();
      await askAsOther();
      return attacking;
    },
    readMemory: async () => headgate.readMemory(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
