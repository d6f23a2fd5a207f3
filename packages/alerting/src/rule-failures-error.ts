import type { RuleDocument } from './rule-document.ts';

/** A rule threw at an event: the event counts for every other rule of the user, and not for this one. */
export class RuleFailureError extends Error {
  override readonly name = 'RuleFailureError';
  readonly ruleId: string;
  /** The client's id for the event. */
  readonly eventId: string;

  constructor({ id, name }: Pick<RuleDocument, 'id' | 'name'>, eventId: string, cause: unknown) {
    super(`The rule "${name}" (${id}) failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.ruleId = id;
    this.eventId = eventId;
  }
}

/** Rules threw at some of the events. All else that the events give rise to is committed. */
export class RuleFailuresError extends AggregateError {
  override readonly name = 'RuleFailuresError';
  declare readonly errors: RuleFailureError[];

  constructor(errors: readonly RuleFailureError[]) {
    super(errors, [...new Set(errors.map(({ message }) => message))].join('; '));
  }
}
