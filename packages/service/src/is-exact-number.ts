/** Whether a number, as it stands in a JSON or GraphQL text, is the same when it has been a double. */
export function isExactNumber(text: string): boolean {
  const written = String(Number(text));
  return written === text || normalise(written) === normalise(text);
}

const notation = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** The same text for numbers of the same value. */
function normalise(text: string): string | undefined {
  const [, sign, whole, fraction = '', exponent = '0'] = notation.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = trimZeros(digits);
  if (significant === '') return '0';
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** By hand: a regular expression would look at each run of zeros again from each of its zeros. */
function trimZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}
