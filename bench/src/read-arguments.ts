import { parseArgs } from 'node:util';

export const usage = `Usage: npm run bench -w bench -- [options]

Measures what federation gateways cost, each in a process of its own, on the same subgraphs under the same load,
and writes what it finds to bench/RESULTS.md when nothing was left out. Linux only: it reads from /proc.

  --scaling        how cost grows with the answer, with lists, with fetches and with clients
  --subscriptions  many clients on one subscription: memory, delay, connects, a reload (Headgate alone)
  --profile        where Headgate's processor time goes, by file and function
  --only A,B       only these contenders (stock, hive, hive-rust, headgate) and
                   scenarios (unique, identical, trivial; with --scaling: answer, list, fetches, clients)
  --rounds N       how often each contender is measured (default 5; with --scaling or --profile 1)
  --seconds N      how long each time (default 2)
  --help           show this
`;

export type Mode = 'compare' | 'scaling' | 'profile' | 'subscriptions';

/** What the command line asks for. */
export type Command =
  | {
      readonly kind: 'run';
      readonly mode: Mode;
      /** Names of contenders and scenarios; empty for all. */
      readonly only: readonly string[];
      readonly rounds: number;
      readonly durationMs: number;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

export interface KnownNames {
  readonly contenders: readonly string[];
  readonly scenarios: readonly string[];
  /** Scenarios of `--scaling`. */
  readonly scales: readonly string[];
}

export function readArguments(args: readonly string[], known: KnownNames): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scaling: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        subscriptions: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        rounds: { type: 'string' },
        seconds: { type: 'string', default: '2' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const modes = (['scaling', 'profile', 'subscriptions'] as const).filter((name) => values[name]);
    const [mode = 'compare'] = modes;
    if (modes.length > 1) throw new Error(`--${modes.join(' and --')} exclude each other`);
    const only = values.only.split(',').filter(Boolean);
    checkNames(only, [...known.contenders, ...(values.scaling ? known.scales : known.scenarios)]);
    return {
      kind: 'run',
      mode,
      only,
      rounds: readPositive('--rounds', values.rounds ?? (mode === 'compare' ? '5' : '1'), Number.isInteger),
      durationMs: 1_000 * readPositive('--seconds', values.seconds, Number.isFinite),
    };
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}

function checkNames(names: readonly string[], known: readonly string[]): void {
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${known.join(', ')}`);
}

function readPositive(option: string, text: string, isValid: (value: number) => boolean): number {
  const value = Number(text);
  if (!(value > 0) || !isValid(value)) throw new Error(`${option} ${text}: expected a number above 0`);
  return value;
}
