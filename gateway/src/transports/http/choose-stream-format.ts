import { rememberByText } from '@headgate/service/remember-by-text.ts';
import { multipartFormat } from '../multipart/multipart-format.ts';
import { sseFormat } from '../sse/sse-format.ts';
import type { StreamFormat } from './stream-format.ts';

/**
 * The format that a client takes subscriptions in, the first that its `Accept` names; undefined when it takes none over
 * HTTP. Parameters that we do not know are left aside: Apollo Client sends the boundary that it expects.
 */
export function chooseStreamFormat(accept: string | undefined): StreamFormat | undefined {
  return accept === undefined ? undefined : choose(accept);
}

const choose = rememberByText(
  (accept): StreamFormat | undefined => {
    for (const range of accept.toLowerCase().split(',')) {
      const [type, ...parameters] = range.split(';').map((part) => part.trim());
      if (type === 'text/event-stream') return sseFormat;
      if (type === 'multipart/mixed' && parameters.some((part) => /^subscriptionspec="?1\.0"?$/.test(part))) {
        return multipartFormat;
      }
    }
    return undefined;
  },
  { max: 100 },
);
