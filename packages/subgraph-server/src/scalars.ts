import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars';

/** Resolver of the scalar `DateTime`: a `Date` here, RFC 3339 with milliseconds on the wire. */
export const DateTime = GraphQLDateTimeISO;

/** Resolver of the scalar `JSON`. */
export const JSONValue = GraphQLJSON;
