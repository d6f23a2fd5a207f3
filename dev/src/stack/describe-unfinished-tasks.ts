const summary = /Tasks:\s+(\d+) successful, (\d+) total/;

/** Says what Turborepo left undone, by its output; undefined when nothing. Its exit code is 0 also when a signal ends it. */
export function describeUnfinishedTasks(output: string): string | undefined {
  const [, successful, total] = summary.exec(output) ?? [];
  if (successful === undefined) return `it did not say how many tasks were done:\n${output}`;
  return successful === total ? undefined : `${successful} of ${total} tasks were done.`;
}
