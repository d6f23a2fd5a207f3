import type { FetchNode } from '@apollo/query-planner';
import { readFetchInputs } from '../../../planning/fetches/fetch-inputs.ts';
import { getOrInsert } from '../../../values/get-or-insert.ts';
import type { CompileContext } from '../../compile-context.ts';
import type { PathElement } from '../../tape/path.ts';
import type { Tape } from '../../tape/tape.ts';
import type { TapeValue } from '../../tape/values.ts';
import type { AnswerWriter } from '../../writing/answer-writer.ts';
import { compileRepresentation, type WriteRepresentation } from '../compile-representation.ts';
import { compileEntityOperation, type EntityOperation } from './entity-operation.ts';
import { createEntityReceiver, type EntityReceiver } from './entity-receiver.ts';

/** One operation of a fetch: the whole of it, or what is left when inputs are missing. */
export interface Variant {
  readonly id: string;
  readonly write: WriteRepresentation;
  readonly operation: EntityOperation;
  readonly receiver: EntityReceiver;
}

/** The operations of one fetch. */
export interface Variants {
  readonly whole: Variant;
  /** The one for an entity that lacks inputs; undefined when nothing is left to ask. What it writes to find out is of no use. */
  withoutMissing(tape: Tape, entity: TapeValue, writer: AnswerWriter): Variant | undefined;
}

/** Compiles a fetch of entities, and, when an input is missing, what can be asked without it. */
export function compileVariants(
  fetch: FetchNode,
  at: readonly PathElement[],
  {
    context,
    isComplete,
  }: { readonly context: CompileContext; readonly isComplete: (typeName: string) => boolean },
): Variants {
  const { types, names } = context;
  const inputs = readFetchInputs(fetch, context.requirements, context.documents);
  const partials = new Map<string, Variant | 'nothing left'>();
  // Compiled when an input is missing, which is rare.
  let probes: readonly { readonly input: string; readonly write: WriteRepresentation }[] | undefined;

  function compileVariant(part: FetchNode, omitted: readonly string[]): Variant {
    return {
      id: omitted.join(),
      write: compileRepresentation(part, { types, names, isComplete, omitted }),
      operation: compileEntityOperation(part, context),
      receiver: createEntityReceiver(part, at, context),
    };
  }

  function withoutMissing(tape: Tape, entity: TapeValue, writer: AnswerWriter): Variant | undefined {
    // An input can be there and lack something inside.
    probes ??= Array.from(inputs.optional, (input) => {
      const omitted = [...inputs.optional].filter((other) => other !== input);
      return { input, write: compileRepresentation(fetch, { types, names, isComplete, omitted }) };
    });
    const missing = probes.filter(({ write }) => !write(tape, entity, writer)).map(({ input }) => input);
    if (missing.length === 0) return undefined;
    const variant = getOrInsert(partials, missing.join(), () => {
      const part = inputs.without(missing);
      return part ? compileVariant(part, missing) : 'nothing left';
    });
    return variant === 'nothing left' ? undefined : variant;
  }

  return { whole: compileVariant(fetch, []), withoutMissing };
}
