/** What every client subscribes to: the event is of one subgraph, the author's name of another. */
export const operation =
  'subscription Ticked($to: String!, $topic: ID!) { ticked(to: $to, topic: $topic) { n topic author { name } } }';
