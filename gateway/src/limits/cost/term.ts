export type Variables = Readonly<Record<string, unknown>>;

/** A number, known beforehand or only with the variables of a request. */
export type Term = number | ((variables: Variables) => number);

/** What a term is with these variables. */
export function evaluate(term: Term, variables: Variables): number {
  return typeof term === 'number' ? term : term(variables);
}

/** Adds terms; what is known beforehand is added once. */
export function addTerms(terms: readonly Term[]): Term {
  let known = 0;
  const others: Exclude<Term, number>[] = [];
  for (const term of terms) {
    if (typeof term === 'number') known += term;
    else others.push(term);
  }
  if (others.length === 0) return known;
  return (variables) => {
    let total = known;
    for (const term of others) total += term(variables);
    return total;
  };
}

/** Multiplies two terms. */
export function multiplyTerms(one: Term, other: Term): Term {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  return (variables) => evaluate(one, variables) * evaluate(other, variables);
}
