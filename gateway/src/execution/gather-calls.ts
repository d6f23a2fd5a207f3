import { ServiceError } from '@headgate/service/define-errors.ts';
import { getOrInsert } from '../get-or-insert.ts';
import type { CallEntities, EntityCall } from './call-entities.ts';
import type { Run } from './run.ts';

/** The calls of one run. */
interface Traveller {
  readonly run: Run;
  readonly calls: readonly EntityCall[];
  readonly arrive: () => void;
}

/** Those who may travel together: the same caller asks for the same. */
interface Line {
  waiting: Traveller[];
  requests: number;
  timer: NodeJS.Timeout | undefined;
}

/** How long calls wait at most for those before them. */
const holdMs = 3;

/** How many runs travel together at most. */
const maxTogether = 200;

/**
 * Lets the events of many subscriptions ask for their entities together. The first call leaves at once; those that come
 * while it is on its way leave when it is back, or soon. When their request fails, or has an error that may be anybody's,
 * each run asks for itself: no event fails because of another.
 */
export function gatherCalls(callEntities: CallEntities): CallEntities {
  const lines = new Map<string, Line>();

  async function depart(key: string, line: Line): Promise<void> {
    clearTimeout(line.timer);
    line.timer = undefined;
    const travellers = line.waiting.splice(0, maxTogether);
    line.requests += 1;
    await sendTogether(callEntities, travellers);
    line.requests -= 1;
    for (const { arrive } of travellers) arrive();
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
    return;
  }
  // Others still want the answer when the client of one has left.
  const { signal: _, ...request } = first.run.request;
  const given = new Set<unknown>();
  const bound = travellers.map((traveller) => bindCalls(traveller, given));
  await callEntities(
    { ...first.run, request },
    bound.flatMap(({ calls }) => calls),
  );
  await Promise.all(bound.map(({ settle }) => settle(callEntities)));
}

/** The calls of a run, made under the name of another; `settle` says what went wrong, or asks again. */
interface BoundCalls {
  readonly calls: readonly EntityCall[];
  settle(callEntities: CallEntities): Promise<void> | undefined;
}

/** Gives answers to the run that they are for, whichever run it was asked for. */
function bindCalls({ run, calls }: Traveller, given: Set<unknown>): BoundCalls {
  const reports: (() => void)[] = [];
  let isDoubtful = false;
  return {
    calls: calls.map((call) => {
      const { receiver } = call;
      return {
        ...call,
        receiver: {
          merge(_run, entity, targets) {
            // Two runs must not have one object: each goes on to write into its own.
            receiver.merge(run, given.has(entity) ? structuredClone(entity) : entity, targets);
            if (entity !== null) given.add(entity);
          },
          report(_run, error, objects, path) {
            isDoubtful ||= path === undefined;
            reports.push(() => receiver.report(run, error, objects, path));
          },
          failAll(_run, cause, objects) {
            // Who has waited as long as it may is not asked to wait again.
            isDoubtful ||= !(cause instanceof ServiceError && cause.code === 'SUBREQUEST_TIMEOUT');
            reports.push(() => receiver.failAll(run, cause, objects));
          },
        },
      };
    }),
    settle(callEntities) {
      if (isDoubtful) return callEntities(run, calls);
      for (const report of reports) report();
      return undefined;
    },
  };
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
  return names.size === 0 ? '' : JSON.stringify(Array.from(names, (name) => [name, request.variables[name]]));
}
