/** A text that is written again and again: from the second time on it is copied from where it was written before. */
export class Phrase {
  readonly bytes: Uint8Array;
  /** Which writing it was written in last, of all that there are; see {@link AnswerWriter.phrase}. */
  writing = 0;
  /** Where, by the length that there was before. */
  position = 0;

  constructor(text: string) {
    this.bytes = Buffer.from(text);
  }
}
