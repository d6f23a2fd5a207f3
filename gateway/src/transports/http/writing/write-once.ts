/** Has bytes written in another form once for all who get the same ones. */
export function writeOnce(write: (bytes: Buffer) => Buffer): (bytes: Buffer) => Buffer {
  const written = new WeakMap<Buffer, Buffer>();
  return (bytes) => {
    let whole = written.get(bytes);
    if (whole === undefined) {
      whole = write(bytes);
      written.set(bytes, whole);
    }
    return whole;
  };
}
