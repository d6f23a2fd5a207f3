import { rememberByText } from '@headgate/service/remember-by-text.ts';
import { gatewayErrors } from '../../../errors.ts';
import { type RequestedOperation, readMembers } from '../../../operations/admission/read-members.ts';
import { parseJson } from '../../../values/parse-json.ts';

/**
 * Reads the members of a GraphQL request from the query of a URL, as `?query=…`. A parameter that comes twice is
 * refused, whatever its name: each side would believe another one.
 * @throws ServiceError `BAD_REQUEST`
 */
export const readParameters: (search: string) => RequestedOperation = rememberByText(read, { max: 1_000 });

const jsonParameters = new Set(['variables', 'extensions']);

function read(search: string): RequestedOperation {
  checkEncoding(search);
  const members: Record<string, unknown> = Object.create(null);
  for (const [name, text] of new URLSearchParams(search)) {
    if (name in members) throw bad(`The parameter "${name}" comes more than once.`);
    members[name] = jsonParameters.has(name) ? parse(name, text) : text;
  }
  return readMembers(members);
}

function parse(name: string, text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw bad(`The parameter "${name}" is not JSON.`);
  }
}

/** `URLSearchParams` replaces what it cannot decode. */
function checkEncoding(search: string): void {
  if (!search.includes('%')) return;
  try {
    decodeURIComponent(search);
  } catch {
    throw bad('The query of the URL is not percent-encoded UTF-8.');
  }
}

function bad(message: string) {
  return gatewayErrors.create('BAD_REQUEST', { message });
}
