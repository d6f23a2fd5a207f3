/** Sets a property whatever its name: assigning to `__proto__` would replace the prototype. */
export function setProperty(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
