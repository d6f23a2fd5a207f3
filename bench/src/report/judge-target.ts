/** What a measured value is to be. */
export interface Goal {
  readonly mustReach: number;
  /** Default: nothing more. */
  readonly aim?: number | undefined;
  /** Whether larger values are better. Default: smaller ones are. */
  readonly atLeast?: boolean;
}

/** Whether a value reaches a target, in words. */
export function judgeTarget(measured: number, { mustReach, aim = mustReach, atLeast = false }: Goal): string {
  const reaches = (goal: number) => (atLeast ? measured >= goal : measured <= goal);
  if (Number.isNaN(measured)) return 'not measured';
  if (!reaches(mustReach)) return 'falls short';
  return reaches(aim) ? 'reached' : 'reached, not the aim';
}
