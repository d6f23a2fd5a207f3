import type { Identity } from '@headgate/identity/identity.ts';
import type { PolicyCollector } from '../caching/policy/create-policy-collector.ts';
import type { SignedIn } from '../ports/signed-in.ts';
import type { ReplyHeaders } from './create-reply-headers.ts';

/** The client's side of an exchange. */
export interface ClientSide {
  /** As far as its connection and trusted proxies tell. */
  readonly address: string;
  /** Adds a header to what the client gets. */
  readonly setHeader?: (name: string, value: string) => void;
}

/** What is known of an operation beside what it asks for; Apollo Server plugins find it as `contextValue`. */
export interface OperationContext {
  /** Who is calling; null when nobody is signed in. */
  readonly identity: Identity | null;
  /** Whose token it is, where it is kept for them and renewed. */
  readonly signedIn?: SignedIn | undefined;
  /** Present where somebody counts what clients spend. */
  readonly client?: ClientSide | undefined;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  /** When its answer has to be there, in milliseconds since 1970. */
  readonly deadlineMs?: number | undefined;
  /** Present where somebody wants to know for how long the answer may be kept. */
  readonly cachePolicy?: PolicyCollector | undefined;
  /** Present where the transport can send headers with the answer. */
  readonly replyHeaders?: ReplyHeaders | undefined;
  /** What the transport and the client take beside a single answer. */
  readonly takes?: { readonly parts?: boolean; readonly events?: boolean } | undefined;
}
