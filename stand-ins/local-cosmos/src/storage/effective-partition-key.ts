import { murmurHash } from './murmur-hash.ts';
import type { PartitionKey } from './partition-key.ts';

/** A value as the hash reads it: a byte for its type, then what it is. */
function encode(value: unknown): Buffer {
  switch (typeof value) {
    case 'string':
      return Buffer.concat([Buffer.from([8]), Buffer.from(value), Buffer.from([0xff])]);
    case 'number': {
      const bytes = Buffer.alloc(9);
      bytes[0] = 5;
      bytes.writeDoubleLE(value, 1);
      return bytes;
    }
    case 'boolean':
      return Buffer.from([value ? 3 : 2]);
    default:
      // A missing value is written as an empty object.
      return Buffer.from([value === null ? 1 : 0]);
  }
}

/**
 * Where a partition lies among all: the hash of each level of its key, as hexadecimal digits in capitals. Physical
 * partitions and feed ranges are ranges of it, from nothing (inclusive) to `FF` (exclusive).
 *
 * @see https://learn.microsoft.com/azure/cosmos-db/partitioning-overview#logical-partitions
 */
export function effectivePartitionKey(key: PartitionKey): string {
  return (JSON.parse(key) as unknown[])
    .map((value) => {
      const hash = murmurHash(encode(value)).reverse();
      // The two highest bits are kept free, so that FF is above all.
      hash[0] = (hash[0] as number) & 0x3f;
      return hash.toString('hex').toUpperCase();
    })
    .join('');
}
