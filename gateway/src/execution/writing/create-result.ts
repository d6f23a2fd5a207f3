import { parseJson } from '../../values/parse-json.ts';
import type { EngineResult } from '../engine.ts';
import type { WrittenAnswer } from './written-answer.ts';

const writtenKey = Symbol('written');

interface Written {
  readonly answer: WrittenAnswer;
  /** What somebody has looked at, and may have changed. */
  data: unknown;
}

type Result = EngineResult & { [writtenKey]?: Written };
type WithData = Required<Pick<EngineResult, 'data'>>;

/** Shared by all results, so that they are of one shape. */
const dataProperty: PropertyDescriptor = {
  enumerable: true,
  configurable: true,
  get(this: Result) {
    const written = this[writtenKey] as Written;
    if (written.data === undefined) written.data = parseJson(String(written.answer.data));
    return written.data;
  },
  set(this: Result, value: unknown) {
    (this[writtenKey] as Written).data = value;
  },
};

/** Creates a result whose data becomes objects when somebody looks at it. */
export function createResult<Rest extends object>(answer: WrittenAnswer, rest?: Rest): WithData & Rest {
  const result = {};
  Object.defineProperty(result, writtenKey, { value: { answer, data: undefined } });
  Object.defineProperty(result, 'data', dataProperty);
  return Object.assign(result, rest) as WithData & Rest;
}

/** What was written of a result, as long as it is still its data. */
export function findWritten(result: object): WrittenAnswer | undefined {
  const written = (result as Result)[writtenKey];
  return written?.data === undefined ? written?.answer : undefined;
}

/** Notes that somebody may look at a result even when it has been sent. */
export function keepResult(result: object): void {
  const written = (result as Result)[writtenKey];
  if (written) written.answer.isKept = true;
}

/** The same with other members, without a look at the data. */
export function extendResult<More extends object>(result: EngineResult, more: More): EngineResult & More {
  const answer = findWritten(result);
  if (answer === undefined) return { ...result, ...more };
  const { errors, extensions } = result;
  const rest = { ...(errors && { errors }), ...(extensions && { extensions }), ...more };
  return createResult(answer, rest);
}

/** Whether a result has data, or null in its place. */
export function hasData(result: EngineResult): boolean {
  return findWritten(result) !== undefined || result.data !== undefined;
}

/** The data of a result, for whoever only reads it. */
export function readData(result: EngineResult): EngineResult['data'] {
  const answer = findWritten(result);
  return answer === undefined ? result.data : (parseJson(String(answer.data)) as EngineResult['data']);
}
