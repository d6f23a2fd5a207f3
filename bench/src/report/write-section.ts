import { readFile, writeFile } from 'node:fs/promises';

const title =
  '# Results\n\nWritten by `npm run bench -w bench`, which README.md explains. Not to be edited.\n';

/** Puts a section into a Markdown file in the place of the one with the same heading, or after the others. */
export async function writeSection(file: URL, heading: string, content: string): Promise<void> {
  const old = await readFile(file, 'utf8').catch(() => title);
  const [, ...sections] = old.split(/^## /m);
  const section = `${heading}\n\n${content.trim()}\n`;
  const at = sections.findIndex((other) => other.startsWith(`${heading}\n`));
  if (at < 0) sections.push(section);
  else sections[at] = section;
  await writeFile(
    file,
    [title.trim(), ...sections.map((each) => `## ${each.trim()}`)].join('\n\n').concat('\n'),
  );
}
