import type { IncomingMessage, ServerResponse } from 'node:http';

/** Serves a page for a browser. */
export type ServePage = (request: IncomingMessage, response: ServerResponse) => void;
