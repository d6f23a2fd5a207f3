import type { SelectionSetNode } from 'graphql';
import { type Outcome, outcomes, type Shaping } from './completion.ts';

/** What stands at one place of the response: for messages, and to find the response names below it. */
export interface Place {
  readonly description: string;
  readonly selectionSets: readonly SelectionSetNode[];
}

/** Says that a subgraph sent what cannot be there. */
export function reportInvalid(place: Place, { report }: Shaping): Outcome {
  report.violation(`A subgraph sent an invalid value for field ${place.description}.`);
  return outcomes.failed;
}
