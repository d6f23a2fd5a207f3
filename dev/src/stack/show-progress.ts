import { Listr } from 'listr2';
import { type StackPart, stackParts } from './stack.ts';

export interface Progress {
  /** Runs the start of one part; its line in the terminal follows. */
  track(part: StackPart, start: () => Promise<string>): Promise<void>;
  /** Stops drawing: lines of parts that were never started go. */
  end(): void;
}

/** Draws a line for each part of the stack: waiting, ready with its place and time, or failed. */
export function showProgress(): Progress {
  const outcomes = new Map(
    Object.keys(stackParts).map((part) => [part as StackPart, Promise.withResolvers<string | undefined>()]),
  );
  const list = new Listr(
    [...outcomes].map(([part, outcome]) => ({
      title: stackParts[part],
      task: async (_context, task) => {
        const line = await outcome.promise;
        if (line === undefined) task.skip();
        else task.title = line;
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      fallbackRenderer: 'simple',
      rendererOptions: { showErrorMessage: false },
    },
  );
  list.run().catch(() => {});
  return {
    async track(part, start) {
      const began = performance.now();
      const outcome = outcomes.get(part);
      try {
        const place = await start();
        const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`;
        outcome?.resolve(`${stackParts[part].padEnd(20)} ${seconds.padStart(7)}  ${place}`);
      } catch (error) {
        outcome?.reject(error);
        throw error;
      }
    },
    end() {
      for (const outcome of outcomes.values()) outcome.resolve(undefined);
    },
  };
}
