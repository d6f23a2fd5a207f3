import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** An error in the form in which the client is to get it. */
export class FinalError extends GraphQLError {
  readonly formatted: GraphQLFormattedError;

  constructor(formatted: GraphQLFormattedError) {
    const { message, path, extensions } = formatted;
    super(message, { ...(path && { path }), ...(extensions && { extensions }) });
    this.formatted = formatted;
  }

  override toJSON(): GraphQLFormattedError {
    return this.formatted;
  }
}
