import type { ServerResponse } from 'node:http';
import type { SubgraphReplyDetails } from '../execution/engine.ts';

/** Passes on a header of subgraphs' answers to the client. Names are in lower case. */
export interface ResponseHeaderRule {
  readonly forward: string;
  /** What the client gets it as. */
  readonly as: string;
  /** Default: all. */
  readonly subgraphs?: readonly string[];
}

/** The headers that subgraphs have for one client. */
export interface ReplyHeaders {
  /** Takes the answer of a subgraph; says whether it brings a cookie, which is for this client alone. */
  add(reply: SubgraphReplyDetails): boolean;
  /** Writes what there is: each value once, cookies each on a line of its own. */
  writeTo(response: ServerResponse): void;
}

/** Collects what the rules let through of the headers of subgraphs. */
export function createReplyHeaders(rules: readonly ResponseHeaderRule[]): ReplyHeaders {
  const collected = new Map<string, Set<string>>();
  return {
    add({ subgraph, headers }) {
      let hasCookie = false;
      for (const { forward, as, subgraphs } of rules) {
        const value = headers[forward];
        if (value === undefined || (subgraphs && !subgraphs.includes(subgraph))) continue;
        const values = collected.get(as) ?? new Set();
        for (const one of typeof value === 'string' ? [value] : value) values.add(one);
        collected.set(as, values);
        hasCookie ||= as === 'set-cookie';
      }
      return hasCookie;
    },
    writeTo(response) {
      if (response.headersSent) return;
      for (const [name, values] of collected)
        response.setHeader(name, name === 'set-cookie' ? [...values] : [...values].join(', '));
    },
  };
}
