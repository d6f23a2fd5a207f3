interface LogObserver {
  readonly minLevel: number;
  readonly observe: (line: string) => void;
}

const observers: LogObserver[] = [];

/** Has `observe` see each line that is logged at a level of pino and above, as it is written; for what is loaded before a service. */
export function observeLog(minLevel: number, observe: (line: string) => void): void {
  observers.push({ minLevel, observe });
}

const levelBegins = '{"level":';

/** Tells observers of a line. */
export function tellLog(line: string): void {
  if (observers.length === 0 || !line.startsWith(levelBegins)) return;
  const level = Number.parseInt(line.slice(levelBegins.length), 10);
  for (const { minLevel, observe } of observers) if (level >= minLevel) observe(line);
}
