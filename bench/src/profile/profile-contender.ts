import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAnswers } from '../compare/compare-contenders.ts';
import type { Scenario } from '../compare/scenarios.ts';
import type { Contender } from '../contenders/contender.ts';
import { measureLoad } from '../measure/measure-load.ts';
import { createTemporaryFolder } from '../testbed/create-temporary-folder.ts';
import { startTestbed } from '../testbed/start-testbed.ts';
import type { CpuProfile } from './cpu-profile.ts';
import { drawFlameGraph } from './draw-flame-graph.ts';
import { sumFrames } from './sum-frames.ts';
import { type SelfTime, sumSelfTime } from './sum-self-time.ts';

export interface ProfileOptions {
  readonly scenario: Scenario;
  readonly durationMs: number;
}

export interface ProfileResult {
  readonly scenario: Scenario;
  readonly requests: number;
  readonly selfTime: SelfTime;
  /** The same as an SVG. */
  readonly flameGraph: string;
}

const repository = new URL('../../../', import.meta.url);

/** Profiles one contender under one scenario. It has to end by itself on SIGTERM: Node writes the profile then. */
export async function profileContender(
  contender: Contender,
  { scenario, durationMs }: ProfileOptions,
): Promise<ProfileResult> {
  await using cleanup = new AsyncDisposableStack();
  const { path: folder } = cleanup.use(createTemporaryFolder());
  const testbed = cleanup.use(
    await startTestbed({
      contenders: [contender],
      subgraphs: scenario.subgraphs ?? 'public',
      nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`],
    }),
  );
  const body = JSON.stringify({ query: scenario.operation });
  const answerBytes = (await checkAnswers(testbed, body)).get(contender.name) ?? 0;
  const { connections, uniqueAuthorization } = scenario;
  const order = { body, connections, uniqueAuthorization, answerBytes, durationMs };
  const [running] = testbed.contenders;
  if (!running) throw new Error(`${contender.title} does not run`);
  await measureLoad(running, testbed, order);
  const warmMicroseconds = Number(process.hrtime.bigint() / 1_000n);
  const { requests } = await measureLoad(running, testbed, order);
  await running[Symbol.asyncDispose]();
  const [file = ''] = await readdir(folder);
  const profile = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
  const selfTime = sumSelfTime(profile, repository, warmMicroseconds);
  const frames = sumFrames(profile, repository, warmMicroseconds);
  return { scenario, requests, selfTime, flameGraph: drawFlameGraph(frames, scenario.title) };
}
