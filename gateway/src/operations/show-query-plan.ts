import type { PlanDescription } from '../execution/describe-plan.ts';

/** What a developer wants of a plan: to see it beside the answer, or instead of it. */
export type PlanWish = 'with-answer' | 'dry-run';

/** Reads the header by which Sandbox, Rover and people ask for the plan of an operation. */
export function readPlanWish(headers: Readonly<Record<string, string>>): PlanWish | undefined {
  switch (headers['apollo-expose-query-plan']) {
    case 'true':
      return 'with-answer';
    case 'dry-run':
      return 'dry-run';
    default:
      return undefined;
  }
}

/** The extensions of a response that show a plan: in the form that Apollo's tools read, and what travels together. */
export function showQueryPlan({ object, text, waves }: PlanDescription): Record<string, unknown> {
  return { apolloQueryPlan: { object, text }, headgateQueryPlan: { waves } };
}
