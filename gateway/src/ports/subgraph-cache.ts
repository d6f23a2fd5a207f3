import type { ReplyError } from './subgraph-reply.ts';

type Values = Readonly<Record<string, unknown>>;

/** The port to what is kept of subgraphs' answers. Made for one operation, since it depends on who asks. */
export interface SubgraphCache {
  /** Looks entities up; undefined when nothing of the subgraph is kept. Never rejects. */
  findEntities(wanted: {
    readonly subgraph: string;
    readonly variables: Values;
    readonly parts: readonly EntitiesWanted[];
  }): Promise<EntitiesFound> | undefined;
  /** Looks up the root fields of a query; undefined when nothing of the subgraph is kept. Never rejects. */
  findRoot(wanted: {
    readonly subgraph: string;
    readonly variables: Values;
    readonly text: string;
  }): Promise<RootFound> | undefined;
}

/** What one operation asks of entities. */
export interface EntitiesWanted {
  /** The operation, as it is when it travels alone. */
  readonly text: string;
  /** As JSON. */
  readonly representations: readonly string[];
}

/** What was found of entities. */
export interface EntitiesFound {
  /** The JSON of each, by part and by representation; undefined for what is missing. */
  readonly entities: readonly (readonly (Uint8Array | undefined)[])[];
  /**
   * Takes what the subgraph answered when it was asked for what is missing, at once. `asked` tells under which key of the
   * data each part is, in the order of its representations.
   */
  keep(reply: KeepableReply, asked: readonly (EntitiesWanted & { readonly alias: string })[]): void;
}

/** What was found of root fields. */
export interface RootFound {
  /** Their JSON; undefined when the subgraph is to be asked. */
  readonly data: Uint8Array | undefined;
  /** Takes what the subgraph answered, at once. */
  keep(reply: KeepableReply): void;
}

/** An object of an answer. */
export interface KeepableValue {
  readonly json: Buffer;
  /** Undefined when the answer does not say. */
  readonly typeName: string | undefined;
}

/** An answer of a subgraph: each look makes copies of what is in it. */
export interface KeepableReply {
  readonly errors: readonly Pick<ReplyError, 'path'>[];
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
  readonly extensions?: Values;
  /** Undefined when there is none. */
  readonly data: KeepableValue | undefined;
  /** The entities under a key of the data, undefined for what is none; undefined when there is no list. */
  entitiesOf(alias: string): readonly (KeepableValue | undefined)[] | undefined;
}
