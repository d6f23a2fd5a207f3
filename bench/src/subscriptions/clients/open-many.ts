/** How many sockets are being opened at a time. */
const atATime = 100;

/** Calls `open` for 0 to `count` - 1, a hundred at a time. */
export async function openManyAtATime(count: number, open: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const keepOpening = async () => {
    while (next < count) {
      next += 1;
      await open(next - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atATime, count) }, keepOpening));
}
