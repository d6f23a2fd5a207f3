/** What the process that keeps the others running tells one of them. */
export type ToProcess =
  | { readonly kind: 'stop' }
  | { readonly kind: 'metrics' }
  | { readonly kind: 'callback'; readonly ask: number; readonly text: string }
  | { readonly kind: 'invalid'; readonly tags: readonly string[] };

/** What one of them tells it. */
export type FromProcess =
  | { readonly kind: 'metrics'; readonly text: string }
  | { readonly kind: 'callback'; readonly ask: number; readonly isTaken: boolean }
  | { readonly kind: 'invalid'; readonly tags: readonly string[] };
