import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { RecordedRequest } from '../subgraphs/serve-subgraphs.ts';

/** What the floor does for each of its own requests. */
export interface FloorWork {
  readonly requests: readonly RecordedRequest[];
  /** What it answers. */
  readonly answer: string;
}

/**
 * What a gateway cannot do without on Node's own parts: it reads a request, sends the subgraph requests that a gateway has
 * sent for it, those of one round together, reads what they answer without looking at it, and writes bytes that it has kept.
 */
export function serveFloor({ requests, answer }: FloorWork): Server {
  const agent = new Agent({ keepAlive: true });
  const body = Buffer.from(answer);
  const head = { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length };
  const rounds = [...Map.groupBy(requests, ({ round }) => round).values()].map((round) =>
    round.map(({ url, body: text }) => ({ url, body: Buffer.from(text) })),
  );

  function runRound(index: number, authorization: string, done: (error?: Error) => void): void {
    const round = rounds[index];
    if (!round) {
      done();
      return;
    }
    let waiting = round.length;
    const settle = (error?: Error) => {
      if (error) done(error);
      else if (--waiting === 0) runRound(index + 1, authorization, done);
    };
    for (const { url, body: sent } of round) {
      const headers = { 'content-type': 'application/json', 'content-length': sent.length, authorization };
      request(url, { method: 'POST', agent, headers }, (reply) => readToEnd(reply, settle))
        .once('error', settle)
        .end(sent);
    }
  }

  return createServer((incoming, response) => {
    readToEnd(incoming, () =>
      runRound(0, incoming.headers.authorization ?? '', (error) => {
        if (error) response.destroy(error);
        else response.writeHead(200, head).end(body);
      }),
    );
  });
}

function readToEnd(message: IncomingMessage, done: () => void): void {
  message.once('end', done).resume();
}
