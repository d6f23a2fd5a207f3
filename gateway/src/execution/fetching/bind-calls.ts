import { ServiceError } from '@headgate/service/define-errors.ts';
import type { Run } from '../run.ts';
import type { EntityCall } from './entities/entity-call.ts';

/** Calls of a run that are made under the name of another. */
export interface BoundCalls {
  readonly calls: readonly EntityCall[];
  /** Lets the run hear nothing of them any more. */
  unbind(): void;
  /**
   * Tells the run what went wrong, when all is back. `doubtful`: it may not be this run's fault, so that nothing was told;
   * `unbound`: the run is no longer concerned.
   */
  settle(): 'done' | 'doubtful' | 'unbound';
}

/** Gives answers to the run that they are for, whichever run asks. */
export function bindCalls({
  run,
  calls,
}: {
  readonly run: Run;
  readonly calls: readonly EntityCall[];
}): BoundCalls {
  const reports: (() => void)[] = [];
  let isBound = true;
  let isDoubtful = false;

  function bindReceiver(receiver: EntityCall['receiver']): EntityCall['receiver'] {
    return {
      merge(_run, source, entity, entities, position) {
        if (isBound) receiver.merge(run, source, entity, entities, position);
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
    };
  }

  return {
    calls: calls.map((call) => ({ ...call, receiver: bindReceiver(call.receiver) })),
    unbind() {
      isBound = false;
    },
    settle() {
      if (!isBound) return 'unbound';
      if (isDoubtful) return 'doubtful';
      for (const report of reports) report();
      return 'done';
    },
  };
}
