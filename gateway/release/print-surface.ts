import { compileDeclarations } from './write-types.ts';

/** Prints everything that users of the package can see of its types, a file after the other, without comments. */
export async function printSurface(): Promise<string> {
  const declarations = await compileDeclarations({ comments: false });
  return [...declarations]
    .map(([path, text]) => `// ${path}\n${text.replaceAll(/^\/\/# source.*$/gm, '').trim()}\n`)
    .join('\n');
}
