/** What stands before the value of a member that is not the first of its object. */
export function toPrefix(responseName: string): Uint8Array {
  return Buffer.from(`,${JSON.stringify(responseName)}:`);
}
