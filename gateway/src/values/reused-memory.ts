/** Sizes in bytes, and how many pieces of each are kept: 8, 16 and 64 MiB. */
const classes = [
  { bytes: 128 * 1024, most: 64, free: [] as Buffer[] },
  { bytes: 2 * 1024 * 1024, most: 8, free: [] as Buffer[] },
  { bytes: 16 * 1024 * 1024, most: 4, free: [] as Buffer[] },
];

/** For as long memory is kept that nobody takes. */
const keptMs = 30_000;

let isTaken = false;
let isWatched = false;

/**
 * Takes memory of at least so many bytes. What is in it is of no meaning. New memory costs several times what filling it does, and
 * makes V8 look through the whole heap for what it could give back.
 */
export function takeMemory(bytes: number): Buffer {
  const own = classes.find((each) => each.bytes >= bytes);
  isTaken = true;
  return own?.free.pop() ?? Buffer.allocUnsafeSlow(own?.bytes ?? bytes);
}

/** Gives memory back that was taken, when nobody will read it any more. */
export function giveMemory(memory: Buffer): void {
  const own = classes.find((each) => each.bytes === memory.length);
  if (!own || own.free.length >= own.most) return;
  own.free.push(memory);
  if (!isWatched) watch();
}

/** Leaves what has not been used for a while to the collector. */
function watch(): void {
  isWatched = true;
  isTaken = false;
  setTimeout(() => {
    isWatched = false;
    if (isTaken) watch();
    else for (const { free } of classes) free.length = 0;
  }, keptMs).unref();
}
