export type PathElement = string | number;

/** No type has so many lists around it; following deeper ones, which a broken subgraph can send, takes a call for each. */
export const maxListLevels = 100;
