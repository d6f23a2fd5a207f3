import { rememberByText } from '@headgate/service/remember-by-text.ts';
import { multipartFormat } from '../../multipart/multipart-format.ts';
import { sseFormat } from '../../sse/sse-format.ts';
import type { StreamFormat } from '../writing/stream-format.ts';
import type { PartsFormat } from '../writing/write-parts.ts';
import { chooseMediaType } from './choose-media-type.ts';
import { parseAccept } from './parse-accept.ts';

/** In which forms a client takes what, by its `Accept`; what an operation is decides which of them is used. */
export interface Delivery {
  /** Of an answer in one piece; undefined when the client takes no JSON. */
  readonly mediaType: string | undefined;
  /** Of the events of a subscription; undefined when the client takes none over HTTP. */
  readonly stream: StreamFormat | undefined;
  /** Of an answer of which parts come later; undefined when the client wants all at once. */
  readonly parts: PartsFormat | undefined;
}

/**
 * Reads what a client accepts. Mobile clients and urql name every form with each operation. Streams and parts have to
 * be named, since not everybody who accepts anything can read them; of those named the one of the highest `q` counts,
 * then the first. Parameters that we do not know are left aside: Apollo Client sends the boundary that it expects.
 */
export function chooseDelivery(accept: string | undefined): Delivery {
  return accept === undefined ? wholeOnly : choose(accept);
}

const wholeOnly: Delivery = { mediaType: chooseMediaType(undefined), stream: undefined, parts: undefined };

const choose = rememberByText(
  (accept): Delivery => {
    const ranges = parseAccept(accept).filter(({ weight }) => weight > 0);
    return {
      mediaType: chooseMediaType(accept),
      stream: first(ranges, ({ type, parameters }) => {
        if (type === 'text/event-stream') return sseFormat;
        return type === 'multipart/mixed' && parameters.get('subscriptionspec') === '1.0'
          ? multipartFormat
          : undefined;
      }),
      parts: first(ranges, ({ type, parameters }) => {
        if (type !== 'multipart/mixed') return undefined;
        if (parameters.get('deferspec') === '20220824') return '20220824';
        return parameters.get('incrementalspec') === 'v0.2' ? 'v0.2' : undefined;
      }),
    };
  },
  { max: 100 },
);

function first<Item, Found>(
  items: readonly Item[],
  find: (item: Item) => Found | undefined,
): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
