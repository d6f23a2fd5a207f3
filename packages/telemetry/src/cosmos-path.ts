/** The path of a request to Cosmos DB: database, container, what of it, and which. */
export const cosmosPath = /\/dbs\/([^/?]+)\/colls\/([^/?]+)(?:\/(docs|sprocs)(\/[^/?]+)?)?/;
