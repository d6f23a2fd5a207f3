const mask = 0xffffffffffffffffn;
const c1 = 0x87c37b91114253d5n;
const c2 = 0x4cf5ad432745937fn;

const rotate = (value: bigint, bits: bigint) => ((value << bits) | (value >> (64n - bits))) & mask;
const multiply = (a: bigint, b: bigint) => (a * b) & mask;

function finalise(value: bigint): bigint {
  let h = value ^ (value >> 33n);
  h = multiply(h, 0xff51afd7ed558ccdn);
  h ^= h >> 33n;
  h = multiply(h, 0xc4ceb9fe1a85ec53n);
  return h ^ (h >> 33n);
}

const mixFirst = (k: bigint) => multiply(rotate(multiply(k, c1), 31n), c2);
const mixSecond = (k: bigint) => multiply(rotate(multiply(k, c2), 33n), c1);

/** Up to eight bytes, the lowest first, as a number. */
function readTail(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/**
 * MurmurHash3 for x64 with 128 bits and seed 0; 16 bytes, the low half first, each lowest byte first.
 *
 * @see https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function murmurHash(bytes: Buffer): Buffer {
  let h1 = 0n;
  let h2 = 0n;
  const whole = bytes.length - (bytes.length % 16);
  for (let at = 0; at < whole; at += 16) {
    h1 ^= mixFirst(bytes.readBigUInt64LE(at));
    h1 = (multiply((rotate(h1, 27n) + h2) & mask, 5n) + 0x52dce729n) & mask;
    h2 ^= mixSecond(bytes.readBigUInt64LE(at + 8));
    h2 = (multiply((rotate(h2, 31n) + h1) & mask, 5n) + 0x38495ab5n) & mask;
  }
  h2 ^= mixSecond(readTail(bytes.subarray(whole + 8)));
  h1 ^= mixFirst(readTail(bytes.subarray(whole, whole + 8)));
  const length = BigInt(bytes.length);
  h1 ^= length;
  h2 ^= length;
  h1 = (h1 + h2) & mask;
  h2 = (h2 + h1) & mask;
  h1 = finalise(h1);
  h2 = finalise(h2);
  h1 = (h1 + h2) & mask;
  h2 = (h2 + h1) & mask;
  const hash = Buffer.alloc(16);
  hash.writeBigUInt64LE(h1);
  hash.writeBigUInt64LE(h2, 8);
  return hash;
}
