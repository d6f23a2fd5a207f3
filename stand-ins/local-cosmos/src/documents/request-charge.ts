/*
 * Request units in the proportions of the service: a point read of 1 KB is 1, a write about five times that, a query
 * pays to start and for each document it looks at.
 * https://learn.microsoft.com/azure/cosmos-db/request-units
 */

const kilobytes = (body: string) => Math.max(1, Math.ceil(body.length / 1024));

const rounded = (charge: number) => Math.round(charge * 100) / 100;

export function readCharge(body: string): number {
  return kilobytes(body);
}

export function writeCharge(body: string): number {
  return rounded(5.29 + 4.76 * (kilobytes(body) - 1));
}

export function queryCharge(documentsRead: number, documentsReturned: number): number {
  return rounded(2.27 + 0.02 * documentsRead + 0.01 * documentsReturned);
}
