/** How often servers without a gateway have an event of their own: the slower one has to keep up on a busy machine. */
export const tickMs = 2_000;

/** The message of an event as servers without a gateway send it, of the length that gateways send. */
export function writeTick(id: string, n: number): string {
  return JSON.stringify({ id, type: 'next', payload: { data: createTick(n) } });
}

/** The event itself. */
export function createTick(n: number): object {
  return { ticked: { n, topic: '0', author: { name: 'Author of topic 0' } } };
}
