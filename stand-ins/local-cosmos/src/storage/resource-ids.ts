/*
 * A `_rid` is base64 (with `-` for `/`) of the numbers on the way to a resource: four bytes for the database, four
 * more for the container, eight more for a document. The SDK decodes them to tell containers apart.
 */

/** Tells a container from the other children of a database. */
const containerBit = 0x80000000;

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('/', '-');
}

export function databaseRid(database: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(database);
  return encode(bytes);
}

export function containerRid(database: number, container: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(database);
  bytes.writeUInt32BE((container | containerBit) >>> 0, 4);
  return encode(bytes);
}

export function documentRid(database: number, container: number, sequence: number): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(database);
  bytes.writeUInt32BE((container | containerBit) >>> 0, 4);
  bytes.writeBigUInt64BE(BigInt(sequence), 8);
  return encode(bytes);
}

export function offerRid(offer: number): string {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(offer, 0, 3);
  return encode(bytes);
}

/** The last number of a `_rid`: of the database, container or document that it names; undefined where it names none. */
export function lastNumber(rid: string): number | undefined {
  const bytes = Buffer.from(rid.replaceAll('-', '/'), 'base64');
  if (encode(bytes) !== rid) return undefined;
  switch (bytes.length) {
    case 4:
      return bytes.readUInt32BE();
    case 8:
      return (bytes.readUInt32BE(4) & ~containerBit) >>> 0;
    case 16:
      return Number(bytes.readBigUInt64BE(8));
    default:
      return undefined;
  }
}
