/** What pages for developers are told. */
export interface ExplorerOptions {
  /** Of GraphQL. */
  readonly path: string;
  /** The text that they open with. */
  readonly examples: string;
  /** Whether browsers sign in here: what the pages send is then of who is signed in. */
  readonly signsIn: boolean;
}
