import type { JsonWebKey } from 'node:crypto';

/** The key pair by which browsers know this sink (RFC 8292). Whoever has it may notify browsers of a machine for trying out: no secret. */
export const vapidKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'F5YROqd1AaGm-Q33CvY9CkSDZPC0wQ8dtNRv1pAXRG4',
  y: '1mhKqkR-Krrtcffrqsd-jZVTX5MTsjORuDKCCfIKrvM',
  d: 'xgPRLTRq4SE30TYYGpzXy0plCMtDIs8MzY0m7gMph3E',
} as const satisfies JsonWebKey;

/** What a page gives to `pushManager.subscribe` as `applicationServerKey`: an uncompressed point, in base64url. */
export const vapidPublicKey = Buffer.concat([
  Buffer.of(4),
  Buffer.from(vapidKey.x, 'base64url'),
  Buffer.from(vapidKey.y, 'base64url'),
]).toString('base64url');
