/** A gateway to measure. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** The npm packages that it is, for their versions. */
  readonly packages: readonly string[];
  /** Environment variables beside those that all contenders get. */
  readonly env?: Readonly<Record<string, string>>;
  /** Node's arguments to run it in a process of its own, on 127.0.0.1. */
  command(options: CommandOptions): readonly string[];
}

export interface CommandOptions {
  readonly supergraphPath: string;
  readonly port: number;
}
