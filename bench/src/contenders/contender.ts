/** A gateway to measure. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The npm packages that it is, for their versions. */
  readonly packages: readonly string[];
  /** Environment variables beside those that all contenders get. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is run, where it is not Node.js. */
  readonly program?: string;
  /** Arguments to run it in a process of its own, on 127.0.0.1; Node's, where nothing else is run. */
  command(options: CommandOptions): readonly string[];
}

export interface CommandOptions {
  /** The folder of this file is there to be written to as well. */
  readonly supergraphPath: string;
  readonly port: number;
}
