/** What Cosmos DB calls each failing status, in the `code` of an error's body. */
const codes = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  412: 'PreconditionFailed',
  413: 'RequestEntityTooLarge',
  424: 'FailedDependency',
  429: 'TooManyRequests',
  500: 'InternalServerError',
} as const;

export type CosmosErrorStatus = keyof typeof codes;

/**
 * A failure as Cosmos DB reports it: an HTTP status, an optional sub status and a list of messages.
 *
 * @see https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb
 */
export class CosmosError extends Error {
  readonly status: CosmosErrorStatus;
  readonly substatus: number | undefined;
  readonly headers: Record<string, string>;
  /** What stands after `Message: ` in the answer; the documented `{"Errors":[…]}` unless a query says otherwise. */
  readonly detail: unknown;
  readonly additionalErrorInfo: string | undefined;

  constructor(
    status: CosmosErrorStatus,
    message: string,
    options: {
      substatus?: number;
      headers?: Record<string, string>;
      detail?: unknown;
      additionalErrorInfo?: string;
    } = {},
  ) {
    super(message);
    this.name = 'CosmosError';
    this.status = status;
    this.substatus = options.substatus;
    this.headers = options.headers ?? {};
    this.detail = options.detail ?? { Errors: [message] };
    this.additionalErrorInfo = options.additionalErrorInfo;
  }

  get code(): string {
    return codes[this.status];
  }

  /** The JSON body of the answer. */
  body(activityId: string): { code: string; message: string; additionalErrorInfo?: string } {
    return {
      code: this.code,
      message: `Message: ${JSON.stringify(this.detail)}\r\nActivityId: ${activityId}`,
      ...(this.additionalErrorInfo === undefined ? {} : { additionalErrorInfo: this.additionalErrorInfo }),
    };
  }
}

export function badRequest(message: string, substatus?: number): CosmosError {
  return new CosmosError(400, message, substatus === undefined ? {} : { substatus });
}

/** For what Cosmos DB can do and this server cannot: said plainly, never a wrong answer. */
export function unsupported(what: string): CosmosError {
  return badRequest(`${what} is not supported by the local Cosmos DB.`);
}

export function resourceNotFound(): CosmosError {
  return new CosmosError(404, 'Resource Not Found. Learn more: https://aka.ms/cosmosdb-tsg-not-found', {
    substatus: 0,
  });
}

/** The container or database that a request works in is not there. */
export function ownerNotFound(): CosmosError {
  return new CosmosError(404, 'Owner resource does not exist', { substatus: 1003 });
}

export function conflict(): CosmosError {
  return new CosmosError(409, 'Resource with specified id or name already exists.');
}

export function preconditionFailed(): CosmosError {
  return new CosmosError(412, 'One of the specified pre-condition is not met');
}

export function tooLarge(): CosmosError {
  return new CosmosError(413, 'Request size is too large');
}
