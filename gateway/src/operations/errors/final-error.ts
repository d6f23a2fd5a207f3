import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/**
 * An error in the form in which the client is to get it. To Apollo Server `extensions.http` is a status and headers:
 * what a subgraph writes there is not.
 */
export class FinalError extends GraphQLError {
  readonly formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    const { message, path, extensions: { http: _, ...extensions } = {} } = formatted;
    super(message, { ...(path && { path }), extensions });
    this.formatted = formatted;
  }

  override toJSON(): GraphQLFormattedError {
    return this.formatted;
  }
}
