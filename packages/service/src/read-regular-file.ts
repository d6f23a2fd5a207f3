import { constants, open } from 'node:fs/promises';

/** A supergraph of 10,000 types has some 5 MB. */
const maxBytes = 64 * 1024 * 1024;

/**
 * Reads a text file, but nothing that would keep its reader waiting: opening a named pipe that nobody writes to ends
 * neither by itself nor by a signal, and a device may have no end.
 * @throws Error when it is no regular file, is larger than 64 MiB, is not UTF-8, or cannot be read
 */
export async function readRegularFile(path: string): Promise<string> {
  await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stats = await file.stat();
  if (!stats.isFile()) throw new Error(`${path} is not a regular file`);
  if (stats.size > maxBytes) throw new Error(`${path} has more than ${maxBytes} bytes`);
  const bytes = await file.readFile();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error(`${path} is not a text in UTF-8`, { cause });
  }
}
