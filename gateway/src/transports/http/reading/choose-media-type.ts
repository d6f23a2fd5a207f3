import { rememberByText } from '@headgate/service/remember-by-text.ts';
import Negotiator from 'negotiator';

export const mediaTypes = {
  json: 'application/json; charset=utf-8',
  graphqlResponse: 'application/graphql-response+json; charset=utf-8',
  html: 'text/html',
};

/** The media type of a response by the request's `Accept`; undefined when the client accepts neither. JSON without one. */
export function chooseMediaType(accept: string | undefined): string | undefined {
  return accept ? negotiate(accept) : mediaTypes.json;
}

const negotiate = rememberByText(
  (accept) =>
    new Negotiator({ headers: { accept } }).mediaType([mediaTypes.json, mediaTypes.graphqlResponse]),
  { max: 100 },
);

/**
 * The status of an answer to an operation that cannot run: 200 where the answer is `application/json`, else 400
 * (https://graphql.github.io/graphql-over-http/draft/#sec-application-json).
 */
export function chooseOperationErrorStatus(accept: string | undefined): number {
  return chooseMediaType(accept) === mediaTypes.json ? 200 : 400;
}

/** Whether the client is a browser that wants a page rather than an answer. */
export function prefersHtml(accept: string | undefined): boolean {
  if (!accept?.includes('*') && !accept?.includes('text/')) return false;
  const { json, graphqlResponse, html } = mediaTypes;
  return new Negotiator({ headers: { accept } }).mediaType([json, graphqlResponse, html]) === html;
}
