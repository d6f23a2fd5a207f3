import { createCheckDocument } from '../../operations/admission/create-check-document.ts';
import type { ServingParts } from './serving-parts.ts';

/** How all transports check what they are asked before it is parsed. */
export function createChecking({ config: { limits }, documents, onRefused }: ServingParts) {
  const maxNesting = 2 * limits.maxDepth;
  return {
    checkDocument: createCheckDocument({ maxNesting, maxTokens: limits.maxTokens }),
    maxValueDepth: maxNesting + 1,
    documents,
    onRefused,
  };
}
