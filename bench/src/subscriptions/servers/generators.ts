import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { createTick, tickMs } from './tick-message.ts';

/** What the documentation of graphql-ws shows: graphql-js with an async generator for each subscription. */
const schema = buildSchema(`
  type Query { now: Int! }
  type Subscription { ticked(to: String!, topic: ID!): Tick! }
  type Tick { n: Int!, topic: ID!, author: Author! }
  type Author { name: String }
`);
const events = new EventEmitter().setMaxListeners(0);
const roots = {
  subscription: {
    async *ticked() {
      for await (const [event] of on(events, 'tick')) yield event;
    },
  },
};
const server = createServer((_, response) => response.end('{}'));
useServer({ schema, roots }, new WebSocketServer({ server }));

let n = 0;
setInterval(() => {
  n += 1;
  events.emit('tick', createTick(n));
}, tickMs);
server.listen(Number(process.argv[2]), '127.0.0.1');
