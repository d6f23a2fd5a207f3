import type { Module } from './read-modules.ts';

/** An import that must not be; `instead` says what to do. */
export interface Rule {
  readonly from: RegExp;
  readonly to: RegExp;
  readonly except?: RegExp;
  readonly instead: string;
}

const tests = /[.]test[.]ts$|\/(testing|oracle|test-support|fixtures)\//;

/** The gateway's layers: each may import those after it, never those before it. */
const layers = ['transports', 'subscriptions', 'execution', 'planning', 'supergraph'];
/** Concerns beside the layers: each knows only errors and configuration types. */
const concerns = ['caching', 'documents', 'auth', 'limits', 'telemetry', 'health'];

const subgraphs = ['accounts', 'activity', 'alerts'];

export const rules: readonly Rule[] = [
  ...layers.slice(1).map((layer, index) => ({
    from: new RegExp(`^gateway/src/${layer}/`),
    to: new RegExp(`^gateway/src/(${layers.slice(0, index + 1).join('|')})/`),
    instead: `hand ${layer} what it needs as an argument, from start-gateway.ts`,
  })),
  ...concerns.map((concern) => ({
    from: new RegExp(`^gateway/src/${concern}/`),
    to: /^gateway\/src\//,
    except: new RegExp(`^gateway/src/(${concern}/|errors[.]ts|config[.]ts)`),
    instead:
      'let concerns meet in start-gateway.ts: take it as an argument, or move what both share to errors.ts or config.ts',
  })),
  {
    from: /^gateway\//,
    to: /^(subgraphs|functions|prisma|packages\/(alerting|cosmos|push|relay|subgraph-server))\//,
    instead: 'keep the gateway able to run any supergraph: what it needs of a service comes by configuration',
  },
  ...subgraphs.map((subgraph) => ({
    from: new RegExp(`^subgraphs/${subgraph}/`),
    to: /^subgraphs\//,
    except: new RegExp(`^subgraphs/${subgraph}/`),
    instead:
      'let subgraphs meet in the supergraph; what two of them share goes to packages/, named for what it is',
  })),
  {
    from: /^(gateway|subgraphs|functions|packages)\//,
    to: /^dev\//,
    instead: 'leave dev/ to tests: it starts services as processes, and services do not know it',
  },
  {
    from: /^packages\//,
    to: /^(gateway|subgraphs|functions)\//,
    instead: 'keep packages/ ignorant of the applications that share them: move the code down, or pass it in',
  },
];

/** Imports that break a rule, each with what to do instead. Tests may import what they like. */
export function findForbiddenImports(modules: readonly Module[]): string[] {
  return modules
    .filter(({ path }) => !tests.test(path))
    .flatMap(({ path, imports }) =>
      imports.flatMap((target) =>
        rules
          .filter(({ from, to, except }) => from.test(path) && to.test(target) && !except?.test(target))
          .map(({ instead }) => `${path} imports ${target}: ${instead}.`),
      ),
    );
}

/** Services whose `process.env` is read in `main.ts` alone, and handed on as a configuration. */
export function findEnvironmentReads(modules: readonly Module[]): string[] {
  return modules
    .filter(({ path }) => /^(gateway|subgraphs|functions|packages)\//.test(path) && !tests.test(path))
    .filter(({ path, source }) => !/\/(main|register)[.]ts$/.test(path) && /\bprocess\.env\b/.test(source))
    .map(
      ({ path }) => `${path} reads process.env: read it in main.ts, through parseConfig, and pass the value.`,
    );
}

/** Cycles among the modules that are loaded at run time, each as a path from a file back to itself. */
export function findCycles(modules: readonly Module[]): string[] {
  const loads = new Map(modules.map((module) => [module.path, module.loads]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of loads.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  return cycles.map((cycle) => `${cycle}: move what both need into a file of its own.`);
}
