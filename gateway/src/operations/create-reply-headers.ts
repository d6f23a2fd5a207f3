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
  /** Writes what there is: each value once, cookies each on a line of its own, of waits the longest. */
  writeTo(response: ServerResponse): void;
}

/** Collects what the rules let through of the headers of subgraphs; undefined where there are none. */
export function createReplyHeaders(rules: readonly ResponseHeaderRule[]): ReplyHeaders | undefined {
  if (rules.length === 0) return undefined;
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
      for (const [name, values] of collected) response.setHeader(name, joinValues(name, [...values]));
    },
  };
}

function joinValues(name: string, values: readonly string[]): string | readonly string[] {
  if (name === 'set-cookie') return values;
  return name === 'retry-after' && values.length > 1 ? findLongestWait(values) : values.join(', ');
}

/** Waits are seconds or dates: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after. What is neither is no wait. */
function findLongestWait(values: readonly string[]): string {
  const secondsOf = (value: string) =>
    /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000 || 0;
  return values.reduce((longest, value) => (secondsOf(value) > secondsOf(longest) ? value : longest));
}
