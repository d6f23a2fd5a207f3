import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { generate } from './generate.ts';

const runbook = (id: string) => new URL(`../../docs/runbooks/${id}.md`, import.meta.url);

test('what is committed is what the objectives say: npm run codegen -w ops', () => {
  for (const [name, text] of Object.entries(generate()))
    assert.equal(readFileSync(new URL(`../generated/${name}`, import.meta.url), 'utf8'), text, name);
});

test('each alert has a runbook that says what it means, where to look and what to do', () => {
  const linked = Object.values(generate()).flatMap((text) =>
    [...text.matchAll(/docs\/runbooks\/([\w-]+)\.md/g)].map(([, id = '']) => id),
  );
  const ids = [...new Set(linked)].sort();
  assert.ok(ids.length > 5);
  for (const id of ids) {
    assert.ok(existsSync(runbook(id)), `docs/runbooks/${id}.md`);
    const text = readFileSync(runbook(id), 'utf8');
    for (const heading of ['## What it means', '## Where to look', '## What to do'])
      assert.ok(text.includes(heading), `${id}: ${heading}`);
  }
  const rules = JSON.parse(generate()['azure-monitor.json'] ?? '').resources as readonly {
    type: string;
    properties: { description?: string };
  }[];
  for (const { type, properties } of rules)
    if (/Alerts|Rules/.test(type)) assert.match(properties.description ?? '', /docs\/runbooks\//, type);
});
