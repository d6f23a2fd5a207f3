/** Where the host and the functions write: level and category as the Functions runtime names them. */
export type HostLog = (level: string, category: string, message: string) => void;

const ranks = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'];

/** Writes one JSON object a line, from `least` on: trace, debug, information, warning, error, critical, none. */
export function createHostLog(least: string, write: (line: string) => void): HostLog {
  return (level, category, message) => {
    if (ranks.indexOf(level) < ranks.indexOf(least)) return;
    write(`${JSON.stringify({ name: 'functions-host', level, category, msg: message })}\n`);
  };
}
