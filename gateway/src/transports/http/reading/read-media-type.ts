import { parse } from 'content-type';

export interface MediaType {
  /** In lower case, e.g. `application/json`. */
  readonly type: string;
  /** As it is given; undefined without one. */
  readonly charset: string | undefined;
}

/** Reads a `Content-Type` (https://www.rfc-editor.org/rfc/rfc9110#section-8.3); undefined for what is none. */
export function readMediaType(header: string | undefined): MediaType | undefined {
  if (header === undefined) return undefined;
  try {
    // An empty parameter at the end, which the library refuses, is allowed.
    const { type, parameters } = parse(header.replace(/[\s;]+$/, ''));
    return { type, charset: parameters['charset'] };
  } catch {
    return undefined;
  }
}
