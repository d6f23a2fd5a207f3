import type { FieldJudgement, UsageReport } from '../ports/operation-usage.ts';

const plural = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

/**
 * Judges a coordinate such as `User.name` or `Query.user(id:)`.
 * @param schema what the schema has, by coordinates; undefined where nobody has told
 */
export function judgeField(
  coordinate: string,
  report: UsageReport,
  schema?: ReadonlySet<string>,
): FieldJudgement {
  const { days, keptDays, unseen } = report;
  const usage = report.fields.find((field) => field.coordinate === coordinate);
  const ids = new Set(usage?.operations);
  const operations = report.operations.filter(({ id }) => ids.has(id));
  const judge = (verdict: FieldJudgement['verdict'], reason: string) => ({
    coordinate,
    verdict,
    reason,
    usage,
    operations,
  });
  if (usage)
    return judge(
      'used',
      `${plural(usage.requests, 'request')} had it, the last on ${usage.lastDay}.${schema && !schema.has(coordinate) ? ' The schema has it no more.' : ''}`,
    );
  if (schema && !schema.has(coordinate))
    return judge(
      'absent',
      'The schema has no field, argument or input field of that name, and no request had one.',
    );
  if (days.length === 0) return judge('unknown', 'Nothing has been recorded.');
  const recorded = `None of ${plural(days.length, 'day')} that ${days.length === 1 ? 'is' : 'are'} recorded has a request with it`;
  if (unseen > 0)
    return judge(
      'unknown',
      `${recorded}, but ${plural(unseen, 'request')} nobody has looked at: they were of too many operations.`,
    );
  if (days.length < keptDays)
    return judge(
      'unknown',
      `${recorded}. ${keptDays} days tell more: clients that are used once a month have not come yet.`,
    );
  return judge('unused', `${recorded}.`);
}
