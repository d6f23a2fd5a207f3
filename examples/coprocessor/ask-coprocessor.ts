import { GraphQLError } from 'graphql';
import type { HeadgatePlugin } from 'headgate';

/** What the coprocessor is asked. */
export type Question =
  | {
      readonly stage: 'operation';
      readonly operationName: string | undefined;
      readonly headers: Readonly<Record<string, string>>;
      readonly userId: string | undefined;
    }
  | {
      readonly stage: 'subgraph';
      readonly subgraph: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** What it answers: nothing, to go on as before. */
export interface Verdict {
  /** Refuses the operation. */
  readonly refuse?: { readonly status: number; readonly code: string; readonly message: string };
  /** Headers for the subgraph, names in lower case; null removes one. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

export interface AskCoprocessorOptions {
  readonly url: string;
  /** How long it may take; after it the operation is refused. */
  readonly timeoutMs: number;
}

/** Asks a service of yours, in whatever language, about each operation and each request to a subgraph. */
export function askCoprocessor({ url, timeoutMs }: AskCoprocessorOptions): HeadgatePlugin {
  async function ask(question: Question): Promise<Verdict> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`The coprocessor answered with status ${response.status}.`);
    return (await response.json()) as Verdict;
  }

  return {
    name: 'coprocessor',
    async onOperation({ operation, context }) {
      const { refuse } = await ask({
        stage: 'operation',
        operationName: operation.name?.value,
        headers: context.headers,
        userId: context.identity?.userId,
      });
      if (!refuse) return;
      const { status, code, message } = refuse;
      throw new GraphQLError(message, { extensions: { code, http: { status } } });
    },
    async onSubgraphRequest({ subgraph, headers }) {
      const { headers: changes = {} } = await ask({ stage: 'subgraph', subgraph, headers });
      for (const [name, value] of Object.entries(changes)) {
        if (value === null) delete headers[name];
        else headers[name] = value;
      }
    },
  };
}
