/** Shows what is going on: on a terminal in one line that changes, elsewhere a line each. */
export function createShowProgress(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => {
    if (!stream.isTTY) stream.write(text && `${text}\n`);
    else stream.write(`\r\x1b[K${text}`);
  };
}
