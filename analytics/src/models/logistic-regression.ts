/** A logistic model: the log odds are the intercept and each feature times its coefficient. */
export interface LogisticModel {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

export interface LogisticOptions {
  /**
   * Half of it times the sum of squared coefficients, of standardised features, is added to the mean loss.
   * https://spark.apache.org/docs/3.5.6/mllib-linear-methods.html has the same.
   */
  readonly ridge: number;
  /** Default 50. */
  readonly maxSteps?: number;
}

/**
 * Fits a logistic regression by Newton's method, as exactly as doubles allow; features are standardised for it, and the
 * coefficients are of the features as given.
 *
 * @param rows features of each example
 * @param labels 0 or 1
 * @throws Error where all labels are the same, for then there is nothing to learn
 */
export function fitLogisticRegression(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  { ridge, maxSteps = 50 }: LogisticOptions,
): LogisticModel {
  const count = rows.length;
  const width = rows[0]?.length ?? 0;
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === count) throw new Error('A model needs examples of both outcomes.');
  const means = column(width, (j) => rows.reduce((sum, row) => sum + (row[j] as number), 0) / count);
  const deviations = column(width, (j) => {
    const squares = rows.reduce((sum, row) => sum + ((row[j] as number) - (means[j] as number)) ** 2, 0);
    // A feature that is always the same says nothing, and stays out.
    return Math.sqrt(squares / Math.max(1, count - 1)) || Number.POSITIVE_INFINITY;
  });
  const standard = rows.map((row) => [
    1,
    ...row.map((value, j) => (value - (means[j] as number)) / (deviations[j] as number)),
  ]);
  let weights = column(width + 1, (j) => (j === 0 ? Math.log(positives / (count - positives)) : 0));
  for (let step = 0; step < maxSteps; step += 1) {
    const gradient = column(width + 1, (j) => (j === 0 ? 0 : ridge * (weights[j] as number)));
    const hessian = gradient.map((_, j) =>
      column(width + 1, (k) => (j === k && j > 0 ? ridge : j === k ? 1e-12 : 0)),
    );
    for (const [index, row] of standard.entries()) {
      const chance = toChance(dot(weights, row));
      const slope = (chance - (labels[index] as number)) / count;
      const curve = (chance * (1 - chance)) / count;
      for (let j = 0; j <= width; j += 1) {
        gradient[j] = (gradient[j] as number) + slope * (row[j] as number);
        const line = hessian[j] as number[];
        const scaled = curve * (row[j] as number);
        for (let k = 0; k <= width; k += 1) line[k] = (line[k] as number) + scaled * (row[k] as number);
      }
    }
    const change = solve(hessian, gradient);
    weights = weights.map((weight, j) => weight - (change[j] as number));
    if (Math.max(...change.map(Math.abs)) < 1e-12) break;
  }
  const coefficients = column(width, (j) => (weights[j + 1] as number) / (deviations[j] as number));
  return { coefficients, intercept: (weights[0] as number) - dot(coefficients, means) };
}

/** The chance that log odds stand for. */
export const toChance = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

function column(length: number, of: (index: number) => number): number[] {
  return Array.from({ length }, (_, index) => of(index));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}

/** Solves a system of linear equations by elimination with the largest pivot. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index] as number]);
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    const pivot = rows
      .slice(at)
      .reduce((best, row) => (Math.abs(row[at] as number) > Math.abs(best[at] as number) ? row : best));
    rows[rows.indexOf(pivot)] = rows[at] as number[];
    rows[at] = pivot;
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] as number) / (pivot[at] as number);
      for (let k = at; k <= size; k += 1) row[k] = (row[k] as number) - factor * (pivot[k] as number);
    }
  }
  const solution = Array<number>(size).fill(0);
  for (let at = size - 1; at >= 0; at -= 1) {
    const row = rows[at] as number[];
    const known = solution.reduce((sum, value, k) => (k > at ? sum + value * (row[k] as number) : sum), 0);
    solution[at] = ((row[size] as number) - known) / (row[at] as number);
  }
  return solution;
}
