/** A `tsquery` refuses words of more than 2 KB; names have none that are longer than this. */
const maxWordLength = 100;

/**
 * Splits a search into words as PostgreSQL's function `search_words` splits names: without accents, in lower case.
 * Answers letters and digits only, so the words may stand in a `tsquery` as they are.
 */
export function searchWords(search: string): string[] {
  return search
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => Array.from(word).slice(0, maxWordLength).join(''));
}
