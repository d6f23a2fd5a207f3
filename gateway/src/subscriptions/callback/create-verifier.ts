import { createHmac, timingSafeEqual } from 'node:crypto';

/** Makes and checks what a subgraph proves itself by when it calls back. */
export interface Verifier {
  /** What the subgraph is to send with each callback for a subscription of this gateway. */
  issue(subscriptionId: string): string;
  /** Says who issued it; undefined when nobody did who shares our secret. */
  check(subscriptionId: string, verifier: string): Issuer | undefined;
}

export interface Issuer {
  /** Where to reach it, when it is another gateway and can be reached, e.g. `http://10.0.3.7:4001/callback`. */
  readonly otherUrl: string | undefined;
}

export interface VerifierOptions {
  /** Shared by the gateways that may get each other's callbacks. */
  readonly secret: string;
  /** Where other gateways reach this one; undefined when they cannot. */
  readonly ownUrl: () => string | undefined;
}

/**
 * Signs the id of a subscription and the address of the gateway that has it, so that any gateway with the same secret can
 * check a callback, and hand it to the right one, without asking anybody.
 */
export function createVerifier({ secret, ownUrl }: VerifierOptions): Verifier {
  const sign = (subscriptionId: string, url: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([subscriptionId, url]))
      .digest();
  return {
    issue(subscriptionId) {
      const url = ownUrl() ?? '';
      return `${Buffer.from(url).toString('base64url')}.${sign(subscriptionId, url).toString('base64url')}`;
    },
    check(subscriptionId, verifier) {
      const [encodedUrl = '', signature = ''] = verifier.split('.');
      const url = Buffer.from(encodedUrl, 'base64url').toString();
      const given = Buffer.from(signature, 'base64url');
      const expected = sign(subscriptionId, url);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return { otherUrl: url && url !== ownUrl() ? url : undefined };
    },
  };
}
