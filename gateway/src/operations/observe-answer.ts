import type { EngineDeferredPart } from '../execution/engine.ts';
import type { RunAnswer } from './answer.ts';

type Errors = readonly { readonly extensions?: Readonly<Record<string, unknown>> | undefined }[];

const noErrors: Errors = [];

/**
 * Tells the codes of an answer's errors, each once: at once, or after the last part of one that comes in parts.
 * @returns the answer to send in its place.
 */
export function observeAnswer(answer: RunAnswer, onEnd: (codes: readonly string[]) => void): RunAnswer {
  if (answer.kind === 'incremental') {
    return { ...answer, parts: observeParts(answer.parts, answer.initial.errors ?? noErrors, onEnd) };
  }
  const errors =
    answer.kind === 'refused' ? answer.errors : answer.kind === 'single' ? answer.result.errors : undefined;
  onEnd(listCodes(errors ?? noErrors));
  return answer;
}

async function* observeParts(
  parts: AsyncIterable<readonly EngineDeferredPart[]>,
  initial: Errors,
  onEnd: (codes: readonly string[]) => void,
): AsyncGenerator<readonly EngineDeferredPart[]> {
  const errors = [...initial];
  try {
    for await (const come of parts) {
      for (const part of come) errors.push(...(part.errors ?? noErrors));
      yield come;
    }
  } finally {
    onEnd(listCodes(errors));
  }
}

/** An answer may have an error for each entity: most have the same code. */
export function listCodes(errors: Errors): readonly string[] {
  if (errors.length === 0) return noCodes;
  return [
    ...new Set(errors.map(({ extensions }) => String(extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR'))),
  ];
}

const noCodes: readonly string[] = [];
