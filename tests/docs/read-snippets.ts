import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Snippet {
  /** `README.md:42`, to find it by. */
  readonly place: string;
  readonly text: string;
}

/** Fenced code blocks of one language in every Markdown file that readers are sent to. */
export async function readSnippets(repository: string, language: string): Promise<Snippet[]> {
  const snippets: Snippet[] = [];
  for await (const path of glob(['*.md', 'docs/**/*.md', '*/README.md'], { cwd: repository })) {
    const source = await readFile(join(repository, path), 'utf8');
    for (const match of source.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)) {
      if (match[1] !== language) continue;
      const line = source.slice(0, match.index).split('\n').length;
      snippets.push({ place: `${path}:${line}`, text: String(match[2]) });
    }
  }
  return snippets;
}
