/** Where the host and the functions write: level and category as the Functions runtime names them. */
export type HostLog = (level: string, category: string, message: string) => void;

/** From the most to the least talkative. */
export const hostLogLevels = [
  'trace',
  'debug',
  'information',
  'warning',
  'error',
  'critical',
  'none',
] as const;

export type HostLogLevel = (typeof hostLogLevels)[number];

/** Writes one JSON object a line, from the level `least` on. */
export function createHostLog(least: HostLogLevel, write: (line: string) => void): HostLog {
  const rankOf = (level: string) => hostLogLevels.indexOf(level as HostLogLevel);
  return (level, category, message) => {
    if (rankOf(level) < rankOf(least)) return;
    write(`${JSON.stringify({ name: 'functions-host', level, category, msg: message })}\n`);
  };
}
