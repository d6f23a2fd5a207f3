/** The data of an answer, of which nobody makes objects. A value is a number that means something to it alone; 0 is null. */
export interface AnswerData extends Disposable {
  readonly root: number;
  isList(value: number): boolean;
  isObject(value: number): boolean;
  /** The value in an object of one of the keys that it was opened for, by its place among them; 0 where it has none. */
  find(object: number, key: number): number;
  visitItems(list: number, visit: (item: number) => void): void;
}

/** Opens the data of a result, for whoever looks for some keys; undefined where there is more than memory for it. */
export type OpenAnswerData = (result: object) => AnswerData | undefined;

export type CompileOpenAnswerData = (keys: readonly string[]) => OpenAnswerData;
