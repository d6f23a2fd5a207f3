import { escapeXml } from './xml-text.ts';

/** A request that the service refuses; the protocol's error form is made of it. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly status: number;
  /** Seconds until another try makes sense; undefined says nothing of it. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, detail: string, retryAfterSeconds?: number) {
    super(detail);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The body of a refusal: https://learn.microsoft.com/rest/api/notificationhubs/status-and-error-codes */
export function writeHubError({ status, message }: HubError, trackingId: string): string {
  const detail = escapeXml(`${message} TrackingId:${trackingId}`);
  return `<Error><Code>${status}</Code><Detail>${detail}</Detail></Error>`;
}
