import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerParent } from '../../testbed/answer-parent.ts';
import { createEvaluation } from './create-evaluation.ts';
import type { EvaluationAnswer, EvaluationQuestion, MemoryUse } from './evaluation-question.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const evaluate = createEvaluation();

answerParent<EvaluationQuestion, EvaluationAnswer & MemoryUse>(async (question) => {
  const answer = await evaluate(question);
  collectGarbage();
  const { heapUsed, rss } = process.memoryUsage();
  return { ...answer, heapBytes: heapUsed, residentBytes: rss };
});
