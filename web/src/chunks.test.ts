import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const assets = join(dist, 'assets');

/** What each part may weigh compressed, in kB: it grows on purpose or not at all. */
const budgets: Readonly<Record<string, number>> = {
  data: 66,
  index: 106,
  map: 340,
  'maplibre-gl-worker': 160,
};
const budgetOfPage = 14;

/** What the page of alerts may weigh, with all that it loads before the map. */
const budgetOfFirstLoad = 200;

const listScripts = async () => (await readdir(assets)).filter((name) => name.endsWith('.js'));
const weigh = async (...path: string[]) => gzipSync(await readFile(join(dist, ...path))).length / 1000;

test('no part of the application outgrows its budget', async () => {
  const names = await listScripts();
  assert(names.length > 5, 'the application is built before its tests run');
  for (const name of names) {
    const part = name.replace(/-[\w-]{8}\.js$/, '');
    const kilobytes = await weigh('assets', name);
    const budget = budgets[part] ?? budgetOfPage;
    assert(kilobytes <= budget, `${part} weighs ${kilobytes.toFixed(1)} kB, of ${budget} kB`);
  }
});

test('the page of alerts loads at most 200 kB before the map', async () => {
  const names = await listScripts();
  const document = await readFile(join(dist, 'index.html'), 'utf8');
  const linked = [...document.matchAll(/assets\/([\w.-]+)/g)].map(([, name = '']) => name);
  // What it asks for by itself; a theme is dark or light.
  const asked = ['live-page', 'lazy-map', 'dark-theme'].map((part) =>
    names.find((name) => name.startsWith(`${part}-`)),
  );
  const loaded = new Set([...linked, ...asked.filter((name) => name !== undefined)]);
  // A set goes on to what is added while it is gone through.
  for (const name of loaded) {
    if (!name.endsWith('.js')) continue;
    const code = await readFile(join(assets, name), 'utf8');
    for (const [, imported = ''] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+)["'`]/g))
      loaded.add(imported);
  }
  const weights = await Promise.all([...loaded].map((name) => weigh('assets', name)));
  const total = weights.reduce((sum, weight) => sum + weight, await weigh('index.html'));
  assert(total > 100, 'what is imported was found');
  assert(total <= budgetOfFirstLoad, `it loads ${total.toFixed(1)} kB: ${[...loaded].join(' ')}`);
  console.error(`${total.toFixed(1)} kB`);
});
