import type { LandingPage } from '@apollo/server';
import type { Identity } from '@headgate/identity/identity.ts';
import type { RunAnswer } from './answer.ts';
import type { KeptOperation } from './observe-kept.ts';
import type { OperationContext } from './operation-context.ts';
import type { OperationRequest } from './operation-request.ts';

/** Finds out who asks, among others; an operation is refused when it throws. */
export type CreateContext = () => OperationContext | Promise<OperationContext>;

/** Where the transports take their operations. */
export interface GraphQLService {
  /**
   * Runs an operation on the supergraph in service, which stays so until it is done.
   * @throws GraphQLError `SUPERGRAPH_NOT_LOADED`
   */
  run(request: OperationRequest, createContext: CreateContext): Promise<RunAnswer>;
  /** Is told of an operation that was answered without being run. */
  observeKept(kept: KeptOperation): void;
  /** Keeps the supergraph in service until the operation is done; undefined while there is none. */
  enter(): Disposable | undefined;
  /** Names the supergraph in service by its content; undefined while there is none, and where answers cannot be cached. */
  readonly supergraphId: string | undefined;
  /** The page that a plugin has for people; undefined where none has. */
  readonly landingPage: LandingPage['html'] | undefined;
  /** Equal for callers of equal rights, as far as an access token tells; undefined where everybody has all. */
  classOf(identity: Identity | null): string | undefined;
}
