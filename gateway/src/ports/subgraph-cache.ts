import type { SubgraphReply } from './subgraph-reply.ts';

type DataObject = Record<string, unknown>;

/** The port to what is kept of subgraphs' answers. Made for one operation, since it depends on who asks. */
export interface SubgraphCache {
  /** Looks entities up; undefined when nothing of the subgraph is kept. Never rejects. */
  findEntities(wanted: {
    readonly subgraph: string;
    readonly variables: DataObject;
    readonly parts: readonly EntitiesWanted[];
  }): Promise<EntitiesFound> | undefined;
  /** Looks up the root fields of a query; undefined when nothing of the subgraph is kept. Never rejects. */
  findRoot(wanted: {
    readonly subgraph: string;
    readonly variables: DataObject;
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
  /** By part and by representation; undefined for what is missing. Nobody else has the objects. */
  readonly entities: readonly (readonly (DataObject | undefined)[])[];
  /**
   * Takes what the subgraph answered when it was asked for what is missing, before anything becomes of it. `asked` tells
   * under which key of the data each part is, in the order of its representations.
   */
  keep(reply: SubgraphReply, asked: readonly (EntitiesWanted & { readonly alias: string })[]): void;
}

/** What was found of root fields. */
export interface RootFound {
  /** Undefined when the subgraph is to be asked. Nobody else has the object. */
  readonly data: DataObject | undefined;
  /** Takes what the subgraph answered, before anything becomes of it. */
  keep(reply: SubgraphReply): void;
}
