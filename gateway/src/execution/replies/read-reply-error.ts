import { isRecord } from '@headgate/service/is-record.ts';
import type { ReplyError } from '../../ports/subgraph-reply.ts';
import { ExactNumber } from '../../values/exact-number.ts';
import { isDeeper } from '../../values/is-deeper.ts';
import type { PathElement } from '../tape/path.ts';

const maxLevels = 1_000;

/** Reads an error of a GraphQL response: what is not of the right type is left out. */
export function readReplyError(value: unknown): ReplyError {
  const error = isRecord(value) ? value : {};
  const { message, path, extensions } = error as {
    readonly message?: unknown;
    readonly path?: unknown;
    readonly extensions?: unknown;
  };
  return {
    message: typeof message === 'string' ? message : '',
    path: Array.isArray(path) && path.every(isPathElement) ? path : undefined,
    extensions: isExtensions(extensions) ? extensions : {},
  };
}

/** What is nested deeper cannot be written where it is shown: that takes a call for each level. */
export function isExtensions(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && !(value instanceof ExactNumber) && !isDeeper(value, maxLevels);
}

function isPathElement(value: unknown): value is PathElement {
  return typeof value === 'string' || typeof value === 'number';
}
