/** A number with three digits that mean something, e.g. `0.0123`, `1.23`, `12,346`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

export function formatMebibytes(bytes: number): string {
  return formatNumber(bytes / 2 ** 20);
}

/** A share as a fraction of one, e.g. `1/8.3`; `1.2` where it is more than one. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–';
  return share < 1 ? `1/${formatNumber(1 / share)}` : formatNumber(share);
}
