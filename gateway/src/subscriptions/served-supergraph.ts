import type { Identity } from '@headgate/identity/identity.ts';
import type { DocumentNode } from 'graphql';
import type { Engine } from '../execution/engine.ts';
import type { Denials } from '../planning/denials.ts';

/** Who asks, as far as rights depend on it. */
export interface AccessCaller {
  readonly identity: Identity | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Decides what of a document a caller may not see. */
export interface DecideAccess {
  decide(
    document: DocumentNode,
    caller: AccessCaller,
  ): Promise<{
    readonly denials: Denials | undefined;
    /** Equal where the same is required and the same is missing, on whatever supergraph. */
    readonly signature: string;
    /** Whether not everybody may see all that the document asks for. */
    readonly isRestricted: boolean;
    /** Whether it depends on more than the access token. */
    readonly isVolatile: boolean;
  }>;
  /** Equal for callers for whom the access token decides everything alike. */
  classOf(identity: Identity | null): string;
}

/** A supergraph in service. Disposing of it disposes of its engine. */
export interface ServedSupergraph extends AsyncDisposable {
  readonly sdl: string;
  /** The same, parsed. */
  readonly document: DocumentNode;
  readonly engine: Engine;
  /** Decides who may see what of it; undefined when everybody may see everything. */
  readonly access: DecideAccess | undefined;
  /** HTTP address of each subgraph by name. */
  readonly subgraphUrls: ReadonlyMap<string, string>;
}
