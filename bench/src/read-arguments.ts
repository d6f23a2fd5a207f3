import { parseArgs } from 'node:util';

export const usage = `Usage: npm run bench -w bench -- [options]

Measures what federation gateways cost, each in a process of its own, on the same subgraphs under the same load,
and writes what it finds to bench/RESULTS.md when nothing was left out. Linux only: it reads from /proc.

  --scaling        how cost grows with the answer, with lists, with fetches and with clients
  --subscriptions  what subscriptions cost: memory, delay, CPU an event, connects, reloads, churn (about 12 minutes)
  --alerts         how soon an alert reaches its user, and what the evaluation of rules costs (about 3 minutes)
  --insights       gold by the number of events, from an event to gold, what a model costs an event (about 10 minutes)
  --caching        what kept answers cost, and how soon they are invalid (about 2 minutes)
  --telemetry      what traces, metrics and logs cost the gateway (about a minute)
  --peers          Headgate beside the compiled routers of BENCH_PEERS: requests, large answers, long lists
  --processes      Headgate as one process and as two on one port, and with a small core for each of one, two and four (4 minutes)
  --links          Headgate on the same subgraphs over TCP, a Unix socket and HTTP/2
  --floor          Headgate beside the least that Node's own parts need for the same requests
  --start          from the start of the packed gateway to its first answer
  --profile        where Headgate's processor time goes, by file and function, and as flame graphs in bench/profiles
  --only A,B       only these contenders (stock, hive, hive-rust, headgate) and
                   scenarios (unique, identical, trivial; with --scaling: answer, list, fetches, clients;
                   with --profile also 1mb, 10mb, list-1000, list-100000;
                   with --subscriptions: shared, different, same, connects, leaks;
                   with --alerts: delivery, evaluation;
                   with --insights: gold, freshness, scoring;
                   with --caching: large, small, entities, invalidation)
  --rounds N       how often each contender is measured (default 5; with --scaling or --profile 1,
                   --subscriptions or --alerts 3)
  --seconds N      how long each time (default 2)
  --clients N         with --subscriptions: how many share one (default 10000)
  --millions N        with --insights: of how many million events at most (default 10; 100 takes 10 minutes more)
  --churn-minutes N   with --subscriptions: how long clients come and go (default 3)
  --help           show this

BENCH_PEERS=NAME=PATH,... names binaries of compiled routers (hive-router, cosmo, grafbase, grafbase-cli) to measure beside.
`;

export type Mode =
  | 'compare'
  | 'scaling'
  | 'profile'
  | 'peers'
  | 'processes'
  | 'floor'
  | 'links'
  | 'start'
  | 'subscriptions'
  | 'alerts'
  | 'insights'
  | 'caching'
  | 'telemetry';

/** What the command line asks for. */
export type Command =
  | {
      readonly kind: 'run';
      readonly mode: Mode;
      /** Names of contenders and scenarios; empty for all. */
      readonly only: readonly string[];
      readonly rounds: number;
      readonly durationMs: number;
      /** Clients of one shared subscription. */
      readonly clients: number;
      /** Events of insights, in millions. */
      readonly millions: number;
      readonly churnMinutes: number;
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string };

export interface KnownNames {
  readonly contenders: readonly string[];
  readonly scenarios: readonly string[];
  /** Those by which data weighs more, of `--profile`. */
  readonly largeScenarios: readonly string[];
  /** Scenarios of `--scaling`. */
  readonly scales: readonly string[];
  /** Parts of `--subscriptions`. */
  readonly subscriptions: readonly string[];
  /** Parts of `--alerts`. */
  readonly alerts: readonly string[];
  /** Parts of `--insights`. */
  readonly insights: readonly string[];
  /** Parts of `--caching`. */
  readonly caching: readonly string[];
}

/** How many clients share a subscription unless told otherwise; only what so many show is kept. */
export const defaultClients = 10_000;

const defaultRounds: Readonly<Record<Mode, string>> = {
  compare: '5',
  scaling: '1',
  profile: '1',
  peers: '5',
  processes: '5',
  floor: '5',
  links: '5',
  start: '5',
  subscriptions: '3',
  alerts: '3',
  insights: '1',
  caching: '5',
  telemetry: '5',
};

export function readArguments(args: readonly string[], known: KnownNames): Command {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scaling: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        processes: { type: 'boolean', default: false },
        peers: { type: 'boolean', default: false },
        floor: { type: 'boolean', default: false },
        links: { type: 'boolean', default: false },
        start: { type: 'boolean', default: false },
        subscriptions: { type: 'boolean', default: false },
        alerts: { type: 'boolean', default: false },
        insights: { type: 'boolean', default: false },
        caching: { type: 'boolean', default: false },
        telemetry: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        rounds: { type: 'string' },
        seconds: { type: 'string', default: '2' },
        clients: { type: 'string', default: String(defaultClients) },
        millions: { type: 'string', default: '10' },
        'churn-minutes': { type: 'string', default: '3' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const modes = (
      [
        'scaling',
        'profile',
        'peers',
        'processes',
        'floor',
        'links',
        'start',
        'subscriptions',
        'alerts',
        'insights',
        'caching',
        'telemetry',
      ] as const
    ).filter((name) => values[name]);
    const [mode = 'compare'] = modes;
    if (modes.length > 1) throw new Error(`--${modes.join(' and --')} exclude each other`);
    const only = values.only.split(',').filter(Boolean);
    checkNames(only, listNames(mode, known));
    return {
      kind: 'run',
      mode,
      only,
      rounds: readPositive('--rounds', values.rounds ?? defaultRounds[mode], Number.isInteger),
      durationMs: 1_000 * readPositive('--seconds', values.seconds, Number.isFinite),
      clients: readPositive('--clients', values.clients, Number.isInteger),
      millions: readPositive('--millions', values.millions, Number.isInteger),
      churnMinutes: readPositive('--churn-minutes', values['churn-minutes'], Number.isFinite),
    };
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) };
  }
}

function listNames(mode: Mode, known: KnownNames): readonly string[] {
  if (mode === 'telemetry' || mode === 'start' || mode === 'peers') return [];
  if (mode === 'profile') return [...known.scenarios, ...known.largeScenarios];
  if (mode === 'floor' || mode === 'links' || mode === 'processes') return known.scenarios;
  if (mode !== 'compare' && mode !== 'scaling') return known[mode];
  return [...known.contenders, ...(mode === 'scaling' ? known.scales : known.scenarios)];
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
