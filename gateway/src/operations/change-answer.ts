import { keepResult } from '../execution/writing/create-result.ts';
import type { AnswerEvent } from '../ports/headgate-plugin.ts';
import type { RunAnswer } from './answer.ts';

type Changeable = Omit<AnswerEvent, 'operationName' | 'context'>;

/** Lets a hook change an answer. */
export async function changeAnswer(
  answer: RunAnswer,
  change: (event: Changeable) => Promise<Changeable>,
): Promise<RunAnswer> {
  if (answer.kind === 'single') keepResult(answer.result);
  const changed = await change({
    kind: answer.kind,
    headers: { ...answer.headers },
    status: answer.status,
    result: readResult(answer),
  });
  const head = { headers: changed.headers, status: changed.status };
  const result = changed.result ?? {};
  switch (answer.kind) {
    case 'single':
      return { ...answer, ...head, result: result as typeof answer.result };
    case 'incremental':
      return { ...answer, ...head, initial: result as typeof answer.initial };
    case 'refused':
      return { ...answer, ...head, errors: result.errors ?? answer.errors };
    case 'subscription':
      return { ...answer, ...head };
  }
}

function readResult(answer: RunAnswer): Changeable['result'] {
  if (answer.kind === 'single') return answer.result;
  if (answer.kind === 'incremental') return answer.initial;
  return answer.kind === 'refused' ? { errors: answer.errors } : undefined;
}
