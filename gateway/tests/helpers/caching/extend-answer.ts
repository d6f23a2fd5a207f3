import type { ServerResponse } from 'node:http';

/** Adds extensions to the answer that a subgraph is about to send. */
export function extendAnswer(response: ServerResponse, extensions: object): void {
  const end = response.end.bind(response);
  response.end = ((text: string) =>
    end(JSON.stringify({ ...JSON.parse(text), extensions }))) as typeof response.end;
}
