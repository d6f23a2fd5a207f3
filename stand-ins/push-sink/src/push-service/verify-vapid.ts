import { createPublicKey, verify } from 'node:crypto';
import { HubError } from '../protocol/hub-error.ts';

export interface VapidCheck {
  readonly authorization: string | undefined;
  /** The origin of the push service. */
  readonly origin: string;
  readonly nowMs: number;
}

const longestLifeSeconds = 24 * 3600;

/**
 * Checks who sends, and answers their key: https://www.rfc-editor.org/rfc/rfc8292
 * @throws {HubError} 401 for no signature, 403 for one that is not good
 */
export function verifyVapid({ authorization, origin, nowMs }: VapidCheck): string {
  const token = /\bt=([\w-]+)\.([\w-]+)\.([\w-]+)/.exec(authorization ?? '');
  const key = /\bk=([\w-]+)/.exec(authorization ?? '')?.[1];
  if (!/^vapid /i.test(authorization ?? '') || !token || !key)
    throw new HubError(401, 'A VAPID signature is missing.');
  const [, header = '', claims = '', signature = ''] = token;
  const point = Buffer.from(key, 'base64url');
  const refuse = (reason: string) => new HubError(403, `The VAPID signature is not good: ${reason}.`);
  if (point.length !== 65) throw refuse('its key is no point');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!isSigned) throw refuse('it is not by its key');
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    aud?: string;
    exp?: number;
  };
  if (aud !== origin) throw refuse(`it is for ${aud}`);
  const left = Number(exp) - nowMs / 1000;
  if (!(left > 0 && left <= longestLifeSeconds)) throw refuse('it has expired, or lives too long');
  return key;
}
