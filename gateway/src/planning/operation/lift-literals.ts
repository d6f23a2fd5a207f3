import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  Kind,
  parseType,
  print,
  TypeInfo,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { compileLiteral, type Literal } from './compile-literal.ts';

type Variables = Readonly<Record<string, unknown>>;

/** A document whose arguments are variables, and what those are. */
export interface LiftedDocument {
  /** The very document that came in when it has nothing to lift. */
  readonly document: DocumentNode;
  /** Adds the values of the lifted variables to those of a request. */
  bind(variables: Variables): Variables;
  /** A variable of the client that is null and decides about `@defer`, where null may not be. */
  findNullCondition(variables: Variables): string | undefined;
}

/** Directives whose literals decide what is planned, and of which there are few. */
const deciding: ReadonlySet<string> = new Set(['skip', 'include']);

/**
 * Puts a variable in the place of each literal that is an argument, so that the planner, which takes twice as long for
 * each list around a literal, never sees one, and documents that differ in literals alone have one plan. Literals that
 * are equal become one variable: fields that the client may merge stay the same field. What stays is what the gateway
 * itself reads: the arguments of introspection and conditions.
 */
export function liftLiterals(document: DocumentNode, schema: GraphQLSchema): LiftedDocument {
  const declared = readDeclared(document);
  const lifted = new Map<
    string,
    { readonly definition: VariableDefinitionNode; readonly literal: Literal }
  >();
  const conditions = new Set<string>();
  let counter = 0;

  /** The variable of a value: equal values of one type have one. */
  function variableFor(key: string, type: string, literal: Literal): ValueNode {
    let entry = lifted.get(key);
    if (entry === undefined) {
      let name: string;
      do name = `_l${counter++}`;
      while (declared.has(name));
      const variable = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } } as const;
      const definition = {
        kind: Kind.VARIABLE_DEFINITION,
        variable,
        type: parseType(type, { noLocation: true }),
      } as const;
      entry = { definition, literal };
      lifted.set(key, entry);
    }
    return entry.definition.variable;
  }

  function liftArgument(argument: ArgumentNode, type: GraphQLInputType): ArgumentNode {
    const value = variableFor(
      `${type} ${describe(argument.value)}`,
      String(type),
      compileLiteral(argument.value, type),
    );
    return { ...argument, value };
  }

  /** `@defer` is on when its condition is absent, which a plan cannot say of a variable. */
  function liftCondition(argument: ArgumentNode): ArgumentNode | undefined {
    if (argument.name.value !== 'if' || argument.value.kind !== Kind.VARIABLE) return undefined;
    const name = argument.value.name.value;
    if (declared.get(name)?.type.kind === Kind.NON_NULL_TYPE) return undefined;
    conditions.add(name);
    const literal: Literal = {
      kind: 'made',
      make: (variables) => (Object.hasOwn(variables, name) ? variables[name] : true),
    };
    return { ...argument, value: variableFor(`@defer ${name}`, 'Boolean!', literal) };
  }

  const types = new TypeInfo(schema);
  const rewritten = visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Field: ({ name }) => (name.value.startsWith('__') ? false : undefined),
      Directive(directive) {
        if (directive.name.value === 'defer') {
          const args = directive.arguments?.map((argument) => liftCondition(argument) ?? argument) ?? [];
          return args.some((argument, at) => argument !== directive.arguments?.[at])
            ? { ...directive, arguments: args }
            : false;
        }
        return deciding.has(directive.name.value) ? false : undefined;
      },
      Argument(argument) {
        const type = types.getInputType();
        return argument.value.kind === Kind.VARIABLE || !type ? false : liftArgument(argument, type);
      },
    }),
  );
  if (lifted.size === 0)
    return { document, bind: (variables) => variables, findNullCondition: () => undefined };
  return {
    document: withDefinitions(
      rewritten,
      Array.from(lifted.values(), ({ definition }) => definition),
    ),
    bind: compileBind([...lifted.values()]),
    findNullCondition: (variables) => conditions.values().find((name) => variables[name] === null),
  };
}

/** The definitions of all variables, whichever operation they belong to. */
function readDeclared({ definitions }: DocumentNode): ReadonlyMap<string, VariableDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? (definition.variableDefinitions ?? []).map((own) => [own.variable.name.value, own] as const)
        : [],
    ),
  );
}

/** Equal for values that are equal: the fields of an object have no order. */
function describe(value: ValueNode): string {
  const sorted = visit(value, {
    ObjectValue: {
      leave: (node) => ({
        ...node,
        fields: node.fields.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1)),
      }),
    },
  });
  return print(sorted);
}

/** Fragments belong to every operation of a document, and so do the variables in them. */
function withDefinitions(document: DocumentNode, added: readonly VariableDefinitionNode[]): DocumentNode {
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...added] }
      : definition,
  );
  return { ...document, definitions };
}

function compileBind(
  lifted: readonly { readonly definition: VariableDefinitionNode; readonly literal: Literal }[],
): LiftedDocument['bind'] {
  const fixed: Record<string, unknown> = {};
  const made: { readonly name: string; readonly make: (variables: Variables) => unknown }[] = [];
  for (const { definition, literal } of lifted) {
    const name = definition.variable.name.value;
    if (literal.kind === 'fixed') fixed[name] = literal.value;
    else made.push({ name, make: literal.make });
  }
  return (variables) => {
    const bound: Record<string, unknown> = { ...variables, ...fixed };
    for (const { name, make } of made) {
      const value = make(variables);
      if (value !== undefined) bound[name] = value;
    }
    return bound;
  };
}
