import { Prisma } from '../__generated__/prisma/client.ts';

/**
 * The columns of a row for SQL by hand, named as Prisma's model names them.
 * @param columns field of the model → column of the table; the type asks for each of them.
 */
export function selectColumns<Row extends object>(
  columns: Readonly<Record<keyof Row & string, string>>,
): Prisma.Sql {
  return Prisma.raw(
    Object.entries(columns)
      .map(([field, column]) => `"${column}" AS "${field}"`)
      .join(', '),
  );
}
