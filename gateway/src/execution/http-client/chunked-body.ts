type State = 'size' | 'extension' | 'data' | 'after data' | 'trailer';

const carriageReturn = 13;
const lineFeed = 10;
const semicolon = 59;
/** Of size lines and trailers; nobody needs more. */
const maxLineBytes = 16_384;
const maxSizeDigits = 12;

/**
 * Reads a body that comes in chunks (https://www.rfc-editor.org/rfc/rfc9112#section-7.1), however they are cut. Extensions and
 * trailers are skipped.
 */
export class ChunkedBody {
  #state: State = 'size';
  /** Of the chunk that is being read: digits of its size so far, then bytes that are still to come. */
  #digits = 0;
  #left = 0;
  /** Of the line that is being read. */
  #lineBytes = 0;
  #hasReturn = false;
  #isEmptyLine = true;

  /**
   * Takes bytes from an offset on, hands on what is data, and returns where the body ends: -1 when it goes on.
   * @throws Error for what is no chunk
   */
  read(bytes: Buffer, from: number, onData: (start: number, end: number) => void): number {
    let at = from;
    while (at < bytes.length) {
      if (this.#state === 'data') {
        const end = Math.min(bytes.length, at + this.#left);
        onData(at, end);
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#begin('after data');
      } else {
        const code = bytes[at] ?? 0;
        at += 1;
        if (this.#takeOfLine(code)) return at;
      }
    }
    return -1;
  }

  /** Takes a byte between data; returns whether it is the last of the body. */
  #takeOfLine(code: number): boolean {
    this.#lineBytes += 1;
    if (this.#lineBytes > maxLineBytes) throw new Error('The answer has a line that does not end.');
    if (this.#hasReturn) {
      if (code !== lineFeed) throw new Error('The answer has a line that does not end well.');
      return this.#endLine();
    }
    if (code === carriageReturn) this.#hasReturn = true;
    else this.#takeOfText(code);
    return false;
  }

  #takeOfText(code: number): void {
    if (code === lineFeed) throw new Error('The answer has a line that does not end well.');
    this.#isEmptyLine = false;
    if (this.#state === 'after data') throw new Error('The answer has a chunk that is longer than it says.');
    if (this.#state !== 'size') return;
    const digit = readHexDigit(code);
    if (digit >= 0 && this.#digits < maxSizeDigits) {
      this.#digits += 1;
      this.#left = 16 * this.#left + digit;
    } else if (this.#digits > 0 && (code === semicolon || code === 32 || code === 9)) {
      this.#state = 'extension';
    } else {
      throw new Error('The answer has a chunk without a size.');
    }
  }

  #endLine(): boolean {
    const wasEmpty = this.#isEmptyLine;
    const state = this.#state;
    if (state === 'trailer') {
      if (wasEmpty) return true;
      // All trailers together are one line as to their size.
      this.#hasReturn = false;
      this.#isEmptyLine = true;
    } else if (state === 'after data') {
      this.#begin('size');
      this.#left = 0;
    } else {
      if (this.#digits === 0) throw new Error('The answer has a chunk without a size.');
      this.#begin(this.#left === 0 ? 'trailer' : 'data');
    }
    return false;
  }

  #begin(state: State): void {
    this.#state = state;
    this.#digits = 0;
    this.#lineBytes = 0;
    this.#hasReturn = false;
    this.#isEmptyLine = true;
  }
}

function readHexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
