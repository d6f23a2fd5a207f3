import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { k8sFolder } from '../../kubectl/write-overlay.ts';

const files = ['Containerfile', 'functions.Containerfile'];

/** Mistakes of a Containerfile: those of its language, and what ours have to have. Each as a sentence. */
function findMistakes(text: string): string[] {
  const mistakes = validate(text).map(({ message, range }) => `line ${range.start.line + 1}: ${message}`);
  const instructions = DockerfileParser.parse(text).getInstructions();
  const values = (keyword: string) =>
    instructions
      .filter((one) => one.getKeyword() === keyword)
      .map((one) => one.getRawArgumentsContent() ?? '');
  const froms = values('FROM').map((from) => from.replace(/ AS .*/, ''));
  for (const from of froms) {
    if (!/^\$\{[A-Z_]+\}$/.test(from) && !/@sha256:[0-9a-f]{64}$/.test(from)) {
      mistakes.push(`FROM ${from}: expected an argument, or an image by its digest`);
    }
  }
  if (froms.length < 2) mistakes.push('expected several stages');
  if (values('USER').at(-1) !== '65532:65532') mistakes.push('expected USER 65532:65532');
  if (values('HEALTHCHECK').length !== 1) mistakes.push('expected a HEALTHCHECK');
  const labels = values('LABEL').join(' ');
  for (const label of ['title', 'description', 'licenses', 'version', 'revision', 'created', 'source']) {
    if (!labels.includes(`org.opencontainers.image.${label}=`)) mistakes.push(`expected the label ${label}`);
  }
  for (const command of [...values('RUN'), ...values('ENTRYPOINT')]) {
    if (!command.startsWith('[')) mistakes.push(`${command}: expected a list, since there is no shell`);
  }
  if (values('ADD').length) mistakes.push('ADD: expected COPY');
  return mistakes;
}

for (const file of files) {
  test(`${file} has what an image of ours has`, async () => {
    const text = await readFile(join(k8sFolder, 'images', file), 'utf8');
    assert.deepEqual(findMistakes(text), []);
  });
}

test('each mistake is found', async () => {
  const text = await readFile(join(k8sFolder, 'images', 'Containerfile'), 'utf8');
  const changes: [string | RegExp, string, RegExp][] = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an argument of a Containerfile
    ['FROM ${BASE_IMAGE}', 'FROM debian:latest', /an image by its digest/],
    ['USER 65532:65532', 'USER root', /expected USER/],
    [/HEALTHCHECK.*/, '', /expected a HEALTHCHECK/],
    [/RUN \[.*/, 'RUN npm ci', /expected a list/],
    ['COPY . .', 'ADD . .', /expected COPY/],
    ['org.opencontainers.image.revision', 'revision', /the label revision/],
    ['WORKDIR /app', 'WORKDR /app', /Unknown instruction: WORKDR/],
  ];
  for (const [from, to, mistake] of changes) {
    assert.match(findMistakes(text.replace(from, to)).join('\n'), mistake, String(from));
  }
});
