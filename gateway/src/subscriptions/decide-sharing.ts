import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isRequiredArgument,
  Kind,
} from 'graphql';
import { collectRootFields, selectOperation } from '../planning/operation/select-operation.ts';
import type { OperationToAttach } from './attach-operation.ts';

/** What nobody but its owner knows of a field of Subscription. */
export interface SubscriptionField {
  /** Whether its events are the same for everybody. Default: no. */
  readonly public?: boolean | undefined;
  /**
   * Whether its events begin with what happens from now on, or with past ones, as after a cursor. Default: one with
   * arguments that say where to begin, or may, is taken to begin with past ones.
   */
  readonly begins?: 'now' | 'past' | undefined;
}

/** With whom a subscription may be shared. */
export interface Sharing {
  /** All callers; its subgraphs hear of none of them. */
  readonly isPublic: boolean;
  /** Those too who come when events have been sent already. */
  readonly isLive: boolean;
  /** It begins with past events: asked for again, the subgraph would repeat what clients have had. */
  readonly replays: boolean;
}

/** Decides by what is known of the operation's root fields, and by their arguments where nothing is. */
export function decideSharing(
  { document, operationName, schema }: OperationToAttach,
  variables: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, SubscriptionField>>,
): Sharing {
  const selected = selectOperation(document, operationName);
  const fields = selected ? [...collectRootFields(selected)] : [];
  const knownOf = ({ name }: FieldNode) => (Object.hasOwn(known, name.value) ? known[name.value] : undefined);
  return {
    isPublic: fields.every((field) => knownOf(field)?.public === true),
    isLive: fields.every((field) => {
      const begins = knownOf(field)?.begins;
      return begins === undefined ? !mayBeginInPast(field, schema, variables) : begins === 'now';
    }),
    replays: fields.some((field) => knownOf(field)?.begins === 'past'),
  };
}

/**
 * A place to begin at is optional, since the first time there is none yet, or in an input object. What an operation has to
 * say in a scalar is what the events are about.
 */
function mayBeginInPast(
  { name, arguments: given = [] }: FieldNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const defined = schema.getSubscriptionType()?.getFields()[name.value]?.args ?? [];
  return given.some(({ name: { value: argument }, value }) => {
    const isNull =
      value.kind === Kind.VARIABLE
        ? (variables[value.name.value] ?? null) === null
        : value.kind === Kind.NULL;
    return !isNull && !isTopic(defined.find((definition) => definition.name === argument));
  });
}

function isTopic(argument: GraphQLArgument | undefined): boolean {
  return (
    argument !== undefined && isRequiredArgument(argument) && !isInputObjectType(getNamedType(argument.type))
  );
}
