import { readdir, readFile, rm } from 'node:fs/promises';
import { checkAnswers } from './compare/compare-contenders.ts';
import { contenders } from './contenders/contenders.ts';
import { measureLoad } from './measure/measure-load.ts';
import { sumSelfTime } from './profile/sum-self-time.ts';
import { startTestbed } from './testbed/start-testbed.ts';
const [,, operation = '', connections = '4', prof = 'yes', set = 'scaling'] = process.argv;
const headgate = contenders.find(({ name }) => name === 'headgate');
await rm('/tmp/prof', { recursive: true, force: true });
{
  await using testbed = await startTestbed({ contenders: [headgate!], subgraphs: set as 'scaling', nodeOptions: prof === 'yes' ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'] : [] });
  const body = JSON.stringify({ query: operation });
  const answerBytes = (await checkAnswers(testbed, body)).get('headgate') ?? 0;
  const order = { body, connections: Number(connections), uniqueAuthorization: true, answerBytes, durationMs: 4000 };
  const [running] = testbed.contenders;
  await measureLoad(running!, testbed, order);
  const warm = Number(process.hrtime.bigint() / 1000n);
  const m = await measureLoad(running!, testbed, order);
  console.log(m);
  await running![Symbol.asyncDispose]();
  if (prof === 'yes') {
    const files = await readdir('/tmp/prof');
    for (const file of files) {
      const profile = JSON.parse(await readFile('/tmp/prof/' + file, 'utf8'));
      const t = sumSelfTime(profile, new URL('../../', import.meta.url), warm);
      console.log(file, t.totalMs / m.requests, 'ms/request');
      for (const [f, ms] of t.byFunction.slice(0, 45)) console.log((ms / m.requests).toFixed(3).padStart(9), (100 * ms / t.totalMs).toFixed(1).padStart(6), f);
    }
  }
}
