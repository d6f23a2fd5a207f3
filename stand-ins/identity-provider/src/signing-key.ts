import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: Awaited<ReturnType<typeof importJWK>>;
  readonly publicJwk: JWK;
  /** With its private part. */
  readonly privateJwk: JWK;
}

/** Makes a key pair for ES256, or reads the one that `directory` keeps, so that tokens outlive a restart. */
export async function loadSigningKey(directory?: string): Promise<SigningKey> {
  const privateJwk = (directory && (await readKey(directory))) || (await createKey(directory));
  const { d: _private, ...publicJwk } = privateJwk;
  const kid = await calculateJwkThumbprint(publicJwk);
  const use = { kid, alg: 'ES256', use: 'sig' };
  return {
    kid,
    privateKey: await importJWK(privateJwk, 'ES256'),
    publicJwk: { ...publicJwk, ...use },
    privateJwk: { ...privateJwk, ...use },
  };
}

const fileName = 'signing-key.json';

async function readKey(directory: string): Promise<JWK | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, fileName), 'utf8'));
  } catch {
    return undefined;
  }
}

async function createKey(directory?: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  if (directory) {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, fileName), JSON.stringify(jwk), { mode: 0o600 });
  }
  return jwk;
}
