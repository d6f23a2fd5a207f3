import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';

/** The keys of a browser's subscription, in base64url. */
export interface SubscriptionKeys {
  readonly p256dh: string;
  readonly auth: string;
}

const pointLength = 65;
const saltLength = 16;
const recordSize = 4096;
/** What closes the last record: https://www.rfc-editor.org/rfc/rfc8188#section-2 */
const lastRecord = Buffer.of(2);

const derive = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

/** Whether keys are those of a subscription; others are given to what only looks like a browser. */
export function areSubscriptionKeys({ p256dh, auth }: SubscriptionKeys): boolean {
  return (
    Buffer.from(p256dh, 'base64url').length === pointLength &&
    Buffer.from(auth, 'base64url').length === saltLength
  );
}

/**
 * Encrypts a message so that one browser alone can read it: https://www.rfc-editor.org/rfc/rfc8291
 * @throws for a key that is no point of the curve
 */
export function encryptMessage(text: string, { p256dh, auth }: SubscriptionKeys): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const own = createECDH('prime256v1');
  const ours = own.generateKeys();
  const shared = own.computeSecret(theirs);
  const salt = randomBytes(saltLength);
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const secret = derive(shared, Buffer.from(auth, 'base64url'), about, 32);
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const body = [cipher.update(text, 'utf8'), cipher.update(lastRecord), cipher.final(), cipher.getAuthTag()];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(recordSize);
  return Buffer.concat([salt, size, Buffer.of(ours.length), ours, ...body]);
}
