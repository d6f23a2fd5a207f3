/** The values of a row's names, by their slots. */
export type Row = readonly unknown[];

/** Computes an expression over a row; undefined is Cosmos DB's undefined. */
export type Evaluate = (row: Row) => unknown;
