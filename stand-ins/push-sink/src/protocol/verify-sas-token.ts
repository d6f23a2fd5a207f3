import { createHmac, timingSafeEqual } from 'node:crypto';
import { HubError } from './hub-error.ts';

/** What a policy allows: `Listen` to keep installations, `Send` to notify them, `Manage` for both. */
export type AccessRight = 'Listen' | 'Send' | 'Manage';

/** A shared access policy of the hub. */
export interface AccessPolicy {
  readonly name: string;
  readonly key: string;
  readonly rights: readonly AccessRight[];
}

export interface SasCheck {
  readonly authorization: string | undefined;
  readonly policies: readonly AccessPolicy[];
  /** Host and path of the request, such as `127.0.0.1:4020/headgate/messages/`. */
  readonly resource: string;
  readonly right: AccessRight;
  /** In milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * Checks a shared access signature: its policy, signature, expiry, resource and rights
 * (https://learn.microsoft.com/rest/api/eventhub/generate-sas-token).
 * @throws {HubError} 401 that names what is wrong.
 */
export function verifySasToken({ authorization, policies, resource, right, nowMs }: SasCheck): void {
  const refuse = (reason: string) => new HubError(401, `${reason}.`);
  const fields = /^SharedAccessSignature (.+)$/.exec(authorization ?? '')?.[1];
  if (!fields)
    throw refuse('MissingToken: The authorization header was not found or has no shared access signature');
  const token = new Map(
    fields
      .split('&')
      .map((field) => [field.slice(0, field.indexOf('=')), field.slice(field.indexOf('=') + 1)]),
  );
  const read = (name: string) => token.get(name) ?? '';
  const policy = policies.find(({ name }) => name === decodeURIComponent(read('skn')));
  if (!policy) throw refuse('InvalidSignature: There is no such access policy');
  const expected = createHmac('sha256', policy.key)
    .update(`${read('sr')}\n${read('se')}`)
    .digest();
  const given = Buffer.from(decodeURIComponent(read('sig')), 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw refuse('InvalidSignature: The token has an invalid signature');
  }
  if (!(Number(read('se')) * 1000 > nowMs)) throw refuse('ExpiredToken: The token is expired');
  const audience = decodeURIComponent(read('sr')).replace(/^\w+:\/\//, '');
  if (!resource.toLowerCase().startsWith(audience.toLowerCase()) || audience === '') {
    throw refuse('InvalidAudience: The token is for another resource');
  }
  if (!policy.rights.includes(right) && !policy.rights.includes('Manage')) {
    throw refuse(`Unauthorized: '${right}' claims are required to perform this operation`);
  }
}
