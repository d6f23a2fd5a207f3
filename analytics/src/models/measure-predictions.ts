/**
 * The chance that a positive example has a higher score than a negative one; ties count half.
 *
 * @see https://en.wikipedia.org/wiki/Receiver_operating_characteristic#Area_under_the_curve
 */
export function areaUnderCurve(scores: readonly number[], labels: readonly number[]): number {
  const order = scores
    .map((score, index) => ({ score, label: labels[index] as number }))
    .sort((a, b) => a.score - b.score);
  let rankSum = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]?.score === order[from]?.score) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at += 1) rankSum += rank * (order[at]?.label ?? 0);
    from = to;
  }
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** The mean squared difference of chances and outcomes; lower is better. */
export function brierScore(chances: readonly number[], labels: readonly number[]): number {
  return (
    chances.reduce((sum, chance, index) => sum + (chance - (labels[index] as number)) ** 2, 0) /
    chances.length
  );
}
