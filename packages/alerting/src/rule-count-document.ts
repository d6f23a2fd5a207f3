/**
 * How many rules a user has. Every transaction that adds or removes one changes it on condition that nobody else has
 * in between, so that the limit holds whoever writes at the same time.
 */
export interface RuleCountDocument {
  readonly type: 'rule-count';
  readonly id: typeof ruleCountId;
  readonly userId: string;
  readonly count: number;
}

/** Id of the document within the user's partition. */
export const ruleCountId = 'rule-count';
