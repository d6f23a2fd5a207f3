/** A container that cannot become what the code says without losing data or rights. */
export class ContainerMismatchError extends Error {
  override readonly name = 'ContainerMismatchError';
}
