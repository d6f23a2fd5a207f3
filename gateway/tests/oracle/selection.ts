import type { GraphQLInputType } from 'graphql';

/** A selection of a generated operation, before its variables and fragments have names. */
export type Selection = FieldSelection | FragmentSelection;

export interface FieldSelection {
  readonly kind: 'field';
  readonly name: string;
  readonly alias: string | undefined;
  readonly args: readonly ArgumentValue[];
  readonly condition: Condition | undefined;
  /** Empty for a leaf. */
  readonly selections: readonly Selection[];
}

export interface FragmentSelection {
  readonly kind: 'fragment';
  readonly on: string | undefined;
  readonly isNamed: boolean;
  readonly condition: Condition | undefined;
  /** Whether it may come later, always or by one of the operation's two boolean variables. */
  readonly defer: true | '$a' | '$b' | undefined;
  readonly selections: readonly Selection[];
}

/** A `@skip` or `@include`, with a literal or one of the operation's two boolean variables. */
export interface Condition {
  readonly directive: 'skip' | 'include';
  readonly value: boolean | '$a' | '$b';
}

export interface ArgumentValue {
  readonly name: string;
  readonly type: GraphQLInputType;
  readonly value: unknown;
  /** How the value reaches the argument; `members` means one variable for each member of an input object. */
  readonly way: 'literal' | 'variable' | 'default' | 'members';
}
