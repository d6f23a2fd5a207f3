import express, { type RequestHandler } from 'express';
import { parseBody } from './parse-body.ts';

/** Reads the body of a request as JSON of at most `limit` bytes; what cannot be read is an error with its HTTP status. */
export function readJson(limit: number): readonly RequestHandler[] {
  return [
    express.text({ type: 'application/json', limit }),
    (request, _response, next) => {
      const text: unknown = request.body;
      if (typeof text !== 'string') return next();
      try {
        request.body = text === '' ? {} : parseBody(text);
      } catch (cause) {
        const { message } = cause as Error;
        return next(Object.assign(new SyntaxError(message, { cause }), { status: 400 }));
      }
      next();
    },
  ];
}
