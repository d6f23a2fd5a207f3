/** A built-in function over JSON values; undefined in or out is Cosmos DB's undefined. */
export type CosmosFunction = (...values: unknown[]) => unknown;

export type FunctionTable = Record<string, CosmosFunction>;
