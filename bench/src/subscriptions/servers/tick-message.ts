/** The message of an event as servers without a gateway send it, of the length that gateways send. */
export function writeTick(id: string, n: number): string {
  return JSON.stringify({ id, type: 'next', payload: { data: createTick(n) } });
}

/** The event itself. */
export function createTick(n: number): object {
  return { ticked: { n, topic: '0', author: { name: 'Author of topic 0' } } };
}
