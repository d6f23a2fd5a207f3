import { getOrInsert } from '../../values/get-or-insert.ts';
import type { Run } from '../run.ts';
import { Tape } from '../tape/tape.ts';
import type { WaveOptions } from '../waves/wave-options.ts';
import { bindCalls } from './bind-calls.ts';
import type { CallEntities } from './call-entities.ts';
import type { EntityCall } from './entities/entity-call.ts';

/** The calls of one run. */
interface Traveller {
  readonly run: Run;
  readonly calls: readonly EntityCall[];
  readonly arrive: () => void;
}

/** Those who may travel together: the same caller asks for the same. */
interface Line {
  readonly waiting: Traveller[];
  requests: number;
  timer: NodeJS.Timeout | undefined;
}

/** How many runs travel together at most. */
const maxTogether = 200;

/**
 * Lets the events of many subscriptions ask for their entities together. The first call leaves at once; those that come
 * while it is on its way leave when it is back, or after `holdMs`. When their request fails, or has an error that may be anybody's,
 * each run asks for itself: no event fails because of another.
 */
export function gatherCalls(
  callEntities: CallEntities,
  { merge, holdMs }: Pick<WaveOptions, 'merge' | 'holdMs'>,
): CallEntities {
  if (!merge) return callEntities;
  const lines = new Map<string, Line>();

  async function depart(key: string, line: Line): Promise<void> {
    clearTimeout(line.timer);
    line.timer = undefined;
    const travellers = line.waiting.splice(0, maxTogether);
    line.requests += 1;
    await sendTogether(callEntities, travellers);
    line.requests -= 1;
    if (line.waiting.length > 0) void depart(key, line);
    else if (line.requests === 0) lines.delete(key);
  }

  return (run, calls, extra) => {
    if (!run.gathers || extra || calls.length === 0) return callEntities(run, calls, extra);
    const key = `${describeHeaders(run.request.headers)}${describeVariables(run, calls)}`;
    const line = getOrInsert(lines, key, () => ({ waiting: [], requests: 0, timer: undefined }));
    return new Promise((arrive) => {
      line.waiting.push({ run, calls, arrive });
      if (line.requests === 0 || line.waiting.length >= maxTogether) void depart(key, line);
      else line.timer ??= setTimeout(() => void depart(key, line), holdMs);
    });
  };
}

async function sendTogether(callEntities: CallEntities, travellers: readonly Traveller[]): Promise<void> {
  const [first] = travellers;
  if (!first) return;
  if (travellers.length === 1) {
    await callEntities(first.run, first.calls);
    first.arrive();
    return;
  }
  const shared = new AbortController();
  let staying = travellers.length;
  const sendAlone = ({ run, calls, arrive }: Traveller) => void callEntities(run, calls).then(arrive);
  const together = travellers.map((traveller) => {
    const { signal } = traveller.run.request;
    const bound = bindCalls(traveller);
    const leave = () => {
      bound.unbind();
      staying -= 1;
      if (staying === 0) shared.abort(signal?.reason);
      // With a signal that is aborted it ends at once, and says so.
      sendAlone(traveller);
    };
    if (signal?.aborted) leave();
    else signal?.addEventListener('abort', leave, { once: true });
    return { traveller, bound, stay: () => signal?.removeEventListener('abort', leave) };
  });
  const calls = together.flatMap(({ bound }) => bound.calls);
  // Each takes what is its own to a tape of its own: any of them may be over before the answer is there.
  using tape = new Tape(first.run.tape.names);
  await callEntities({ ...first.run, tape, request: { ...first.run.request, signal: shared.signal } }, calls);
  for (const { traveller, bound, stay } of together) {
    stay();
    const outcome = bound.settle();
    if (outcome === 'done') traveller.arrive();
    else if (outcome === 'doubtful') sendAlone(traveller);
  }
}

const described = new WeakMap<Run['request']['headers'], string>();

/** The headers of a subscription are the same object for each of its events. */
function describeHeaders(headers: Run['request']['headers']): string {
  let text = described.get(headers);
  if (text === undefined) {
    text = JSON.stringify(headers);
    described.set(headers, text);
  }
  return text;
}

function describeVariables({ request }: Run, calls: readonly EntityCall[]): string {
  const names = new Set(calls.flatMap(({ operation }) => operation.variableUsages));
  if (names.size === 0) return '';
  // One that was left out is not one that is null.
  const given = [...names].filter((name) => Object.hasOwn(request.variables, name));
  return JSON.stringify(given.map((name) => [name, request.variables[name]]));
}
