import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Seals what is kept elsewhere, so that nobody who reads it there has it. */
export interface Vault {
  /** Binds the text to its place: it cannot be opened at another one. */
  seal(text: string, place: string): string;
  /** Undefined for what was not sealed for this place, or by a key that is not known any more. */
  open(sealed: string, place: string): string | undefined;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

interface NamedKey {
  readonly name: Buffer;
  readonly key: Buffer;
}

/**
 * Encrypts by AES-256-GCM (https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf). The first key
 * seals, all open: a new one is put before the old one, which goes when nothing is left that it sealed.
 * @param keys each of 32 bytes; at least one
 */
export function createVault(keys: readonly Buffer[]): Vault {
  const named = keys.map(nameKey);
  const [newest] = named;
  if (!newest) throw new TypeError('A vault needs a key');
  return {
    seal(text, place) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, newest.key, nonce).setAAD(Buffer.from(place));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([newest.name, nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed, 'base64url');
      const { key } = named.find(({ name }) => bytes.subarray(0, name.length).equals(name)) ?? {};
      if (!key || bytes.length < newest.name.length + nonceBytes + tagBytes) return undefined;
      const rest = bytes.subarray(newest.name.length);
      try {
        const decipher = createDecipheriv(algorithm, key, rest.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
          .setAAD(Buffer.from(place))
          .setAuthTag(rest.subarray(nonceBytes, nonceBytes + tagBytes));
        const body = decipher.update(rest.subarray(nonceBytes + tagBytes));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

function nameKey(key: Buffer): NamedKey {
  return { key, name: createHash('sha256').update('name').update(key).digest().subarray(0, 4) };
}
