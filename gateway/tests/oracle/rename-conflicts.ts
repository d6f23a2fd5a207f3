import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  OverlappingFieldsCanBeMergedRule,
  validate,
  visit,
} from 'graphql';

/**
 * Gives new aliases to fields until no two conflict by
 * https://spec.graphql.org/October2021/#sec-Field-Selection-Merging. What may legally share a name keeps sharing it.
 */
export function renameConflicts(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  let counter = 0;
  let current = document;
  while (true) {
    const errors = validate(schema, current, [OverlappingFieldsCanBeMergedRule]);
    if (errors.length === 0) return current;
    const conflicting = new Set<ASTNode | undefined>(errors.map(({ nodes }) => nodes?.at(-1)));
    current = visit(current, {
      Field: (field) =>
        conflicting.has(field) ? { ...field, alias: { kind: Kind.NAME, value: `z${counter++}` } } : undefined,
    });
  }
}
