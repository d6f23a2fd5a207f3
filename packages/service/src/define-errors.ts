/** What is known of an error before it happens. */
export interface ErrorDefinition {
  /** What a client reads, unless the one who throws says it better. */
  readonly message: string;
  /** HTTP status of a response that consists of this error alone. */
  readonly httpStatus: number;
  /** Whether clients see code and message; others become INTERNAL_SERVER_ERROR and are logged. */
  readonly visible: boolean;
}

export type ErrorTable = Readonly<Record<string, ErrorDefinition>>;

/** A value that was refused: where it stands in the input, and what was expected there. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface ErrorDetails {
  readonly message?: string;
  readonly fields?: readonly FieldProblem[];
  readonly cause?: unknown;
  /** In how many seconds it is worth trying again. */
  readonly retryAfterSeconds?: number;
}

/** An error with a code from the table of the service that threw it. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly httpStatus: number;
  readonly visible: boolean;
  readonly fields: readonly FieldProblem[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, definition: ErrorDefinition, details: ErrorDetails = {}) {
    super(details.message ?? definition.message, { cause: details.cause });
    this.code = code;
    this.httpStatus = definition.httpStatus;
    this.visible = definition.visible;
    this.fields = details.fields;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** Makes the one place a service's errors come from: `throw errors.create('PLACE_NOT_FOUND')`. */
export function defineErrors<const Table extends ErrorTable>(table: Table) {
  return {
    table,
    create: (code: keyof Table & string, details?: ErrorDetails): ServiceError =>
      new ServiceError(code, table[code] as ErrorDefinition, details),
  };
}
