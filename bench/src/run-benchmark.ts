import { writeFile } from 'node:fs/promises';
import { measureAlerts } from './alerts/measure-alerts.ts';
import { reportAlerts } from './alerts/report-alerts.ts';
import { createStockCached } from './caching/caching-contenders.ts';
import { measureCaching } from './caching/measure-caching.ts';
import { reportCaching } from './caching/report-caching.ts';
import { compareContenders } from './compare/compare-contenders.ts';
import { largeScenarios } from './compare/large-scenarios.ts';
import { reportComparison } from './compare/report-comparison.ts';
import { scenarios } from './compare/scenarios.ts';
import type { Contender } from './contenders/contender.ts';
import { contenders, headgate, stock } from './contenders/contenders.ts';
import { floor, measureFloor } from './floor/measure-floor.ts';
import { reportFloor } from './floor/report-floor.ts';
import { measureInsights } from './insights/measure-insights.ts';
import { reportInsights } from './insights/report-insights.ts';
import { linkTitles } from './links/create-link-contenders.ts';
import { measureLinks } from './links/measure-links.ts';
import { reportLinks } from './links/report-links.ts';
import { measurePeers } from './peers/measure-peers.ts';
import { reportPeers } from './peers/report-peers.ts';
import { measureShares } from './processes/measure-shares.ts';
import { processContenders } from './processes/process-contenders.ts';
import { reportProcesses } from './processes/report-processes.ts';
import { reportShares } from './processes/report-shares.ts';
import { profileContender } from './profile/profile-contender.ts';
import { reportProfile } from './profile/report-profile.ts';
import type { Mode } from './read-arguments.ts';
import { describeConditions } from './report/describe-conditions.ts';
import { measureScales } from './scale/measure-scales.ts';
import { reportScales } from './scale/report-scales.ts';
import { scales } from './scale/scales.ts';
import { measureStart } from './start/measure-start.ts';
import { reportStart } from './start/report-start.ts';
import { measureSubscriptions } from './subscriptions/measure-subscriptions.ts';
import { reportSubscriptions } from './subscriptions/report-subscriptions.ts';
import { subscriptionServers } from './subscriptions/servers/subscription-servers.ts';
import { measureTelemetry } from './telemetry/measure-telemetry.ts';
import { reportTelemetry } from './telemetry/report-telemetry.ts';

export interface BenchmarkOptions {
  readonly mode: Mode;
  /** Names of contenders and scenarios; empty for all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly durationMs: number;
  /** Clients of one shared subscription. */
  readonly clients: number;
  /** Events of insights at most, in millions. */
  readonly millions: number;
  readonly churnMinutes: number;
  /** Compiled routers that are measured beside. */
  readonly peers: readonly Contender[];
  readonly onProgress: (text: string) => void;
}

/** A part of what is known of the contenders. */
export interface BenchmarkReport {
  readonly heading: string;
  readonly content: string;
}

/** What insights are made by; no contender, but described as one. */
const analytics: Contender = { ...headgate, packages: ['headgate', '@duckdb/node-api'] };

/** Runs one of the benchmark's modes. */
export async function runBenchmark(options: BenchmarkOptions): Promise<BenchmarkReport> {
  const { mode, only, rounds, durationMs } = options;
  const conditions = `${rounds} × ${durationMs / 1_000} s for each value, medians`;
  if (mode === 'scaling') {
    const chosen = choose([stock, headgate], only);
    const described = describeConditions(chosen, conditions);
    const results = await measureScales({ ...options, contenders: chosen, scales: choose(scales, only) });
    return { heading: 'How cost grows', content: `${described}\n\n${reportScales(results, chosen)}` };
  }
  if (mode === 'profile') {
    const described = describeConditions([headgate], `${durationMs / 1_000} s after as long to warm up`);
    const results = [];
    for (const scenario of choose([...scenarios, ...largeScenarios], only)) {
      options.onProgress(`${scenario.name}: profiling`);
      const result = await profileContender(headgate, { scenario, durationMs });
      await writeFile(new URL(`../profiles/${scenario.name}.svg`, import.meta.url), result.flameGraph);
      results.push(result);
    }
    return { heading: "Where Headgate's time goes", content: `${described}\n\n${reportProfile(results)}` };
  }
  if (mode === 'floor') {
    const measured = [headgate, ...options.peers];
    const described = describeConditions(measured, conditions);
    const results = await measureFloor({ ...options, scenarios: choose(scenarios, only) });
    return {
      heading: "Above the floor of Node's own parts",
      content: `${described}\n\n${reportFloor(results, [floor, ...measured])}`,
    };
  }
  if (mode === 'peers') {
    if (options.peers.length === 0) throw new Error('BENCH_PEERS names no compiled router');
    const measured = [headgate, ...options.peers];
    const results = await measurePeers({ ...options, contenders: measured });
    return {
      heading: 'Beside compiled routers',
      content: `${describeConditions(measured, conditions)}\n\n${reportPeers(results, measured)}`,
    };
  }
  if (mode === 'processes') {
    const described = describeConditions([headgate], conditions);
    const chosen = choose(scenarios, only);
    const results = await compareContenders({
      ...options,
      contenders: processContenders,
      scenarios: chosen,
    });
    const shares = await measureShares({ ...options, scenarios: chosen });
    return {
      heading: 'Several processes',
      content: [described, reportProcesses(results, processContenders), reportShares(shares)].join('\n\n'),
    };
  }
  if (mode === 'links') {
    const described = describeConditions([headgate], conditions);
    const chosen =
      only.length > 0 ? choose(scenarios, only) : scenarios.filter(({ name }) => name !== 'identical');
    const results = await measureLinks({ ...options, scenarios: chosen });
    return { heading: 'Links to subgraphs', content: `${described}\n\n${reportLinks(results, linkTitles)}` };
  }
  if (mode === 'start') {
    const described = describeConditions([headgate, stock], `${rounds} starts each, medians`);
    const results = await measureStart(options);
    return { heading: 'Cold start', content: `${described}\n\n${reportStart(results)}` };
  }
  if (mode === 'subscriptions') {
    const described = describeConditions([...subscriptionServers, headgate], `one run, ${rounds} rounds`);
    const results = await measureSubscriptions(options);
    return { heading: 'Subscriptions', content: `${described}\n\n${reportSubscriptions(results)}` };
  }
  if (mode === 'alerts') {
    const described = describeConditions([headgate], `one run, ${rounds} rounds of the evaluation`);
    return { heading: 'Alerts', content: `${described}\n\n${reportAlerts(await measureAlerts(options))}` };
  }
  if (mode === 'insights') {
    const described = describeConditions([analytics], 'one run');
    const results = await measureInsights(options);
    return { heading: 'Insights', content: `${described}\n\n${reportInsights(results)}` };
  }
  if (mode === 'caching') {
    const described = describeConditions([createStockCached(''), headgate], conditions);
    return { heading: 'Caching', content: `${described}\n\n${reportCaching(await measureCaching(options))}` };
  }
  if (mode === 'telemetry') {
    const described = describeConditions([headgate], conditions);
    return {
      heading: 'Telemetry',
      content: `${described}\n\n${reportTelemetry(await measureTelemetry(options))}`,
    };
  }
  const chosen = choose([...contenders, ...options.peers], only);
  const described = describeConditions(chosen, conditions);
  const results = await compareContenders({
    ...options,
    contenders: chosen,
    scenarios: choose(scenarios, only),
  });
  return { heading: 'Side by side', content: `${described}\n\n${reportComparison(results, chosen)}` };
}

/** Those that are named; all, when none is. */
function choose<Named extends { readonly name: string }>(
  all: readonly Named[],
  only: readonly string[],
): readonly Named[] {
  const chosen = all.filter(({ name }) => only.includes(name));
  return chosen.length ? chosen : all;
}
