import { isExactNumber } from '@headgate/service/is-exact-number.ts';

/**
 * A number of a JSON text that a double cannot hold, such as a 64-bit integer or a decimal of many digits. It keeps the
 * digits as they were written, and is written with them again.
 */
export class ExactNumber {
  /** The number as JSON. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): unknown {
    return rawJson.rawJSON(this.text);
  }

  toString(): string {
    return this.text;
  }

  /** The nearest double; infinite when there is none near. */
  valueOf(): number {
    return Number(this.text);
  }
}

/** https://tc39.es/proposal-json-parse-with-source/, of which TypeScript does not know yet. */
const rawJson = JSON as unknown as { rawJSON(text: string): unknown };

/** The value of a number as it stands in a JSON or GraphQL text: a number where a double holds it, else its digits. */
export function readNumber(text: string): number | ExactNumber {
  return isExactNumber(text) ? Number(text) : new ExactNumber(text);
}
