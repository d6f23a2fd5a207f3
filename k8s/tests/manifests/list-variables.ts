import type { z } from 'zod';

/** Names of the variables that the schema of a service reads. */
export function listVariables(schema: z.core.$ZodType): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type === 'intersection') return [...listVariables(def.left), ...listVariables(def.right)];
  if (def.type === 'pipe') return listVariables(def.in);
  throw new TypeError(`cannot read the variables of a schema of type ${def.type}`);
}
