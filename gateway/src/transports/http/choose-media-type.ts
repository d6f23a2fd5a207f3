import Negotiator from 'negotiator';

export const mediaTypes = {
  json: 'application/json; charset=utf-8',
  graphqlResponse: 'application/graphql-response+json; charset=utf-8',
  html: 'text/html',
};

/** The media type of a response by the request's `Accept`; undefined when the client accepts neither. JSON without one. */
export function chooseMediaType(accept: string | undefined): string | undefined {
  if (!accept) return mediaTypes.json;
  return new Negotiator({ headers: { accept } }).mediaType([mediaTypes.json, mediaTypes.graphqlResponse]);
}

/** Whether the client is a browser that wants a page rather than an answer. */
export function prefersHtml(accept: string | undefined): boolean {
  if (!accept) return false;
  const { json, graphqlResponse, html } = mediaTypes;
  return new Negotiator({ headers: { accept } }).mediaType([json, graphqlResponse, html]) === html;
}
