import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that answers one question at a time. */
export interface Helper<Question, Answer> extends AsyncDisposable {
  /** Rejects when the process ends instead of answering. */
  ask(question: Question): Promise<Answer>;
}

/** Runs a module of ours, one that calls `answerParent`, in a process of its own. */
export function forkHelper<Question extends object, Answer>(
  module: URL,
  args: readonly string[] = [],
): Helper<Question, Answer> {
  const child = fork(fileURLToPath(module), args);
  const exited = once(child, 'exit').then(([code]) => {
    throw new Error(`${module.pathname} ended with code ${code}`);
  });
  // Not a failure when nobody asks any more.
  exited.catch(() => undefined);
  return {
    async ask(question) {
      const answered = once(child, 'message');
      child.send(question);
      const [answer] = await Promise.race([answered, exited]);
      return answer as Answer;
    },
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await exited.catch(() => undefined);
    },
  };
}
