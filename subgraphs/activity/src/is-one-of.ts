/**
 * Makes the condition that a property has one of some values: by IN, which the index answers with a seek for each
 * (https://learn.microsoft.com/azure/cosmos-db/index-overview#index-usage).
 * @param prefix of the parameters' names, e.g. `@kind`.
 */
export function isOneOf(property: string, prefix: string, values: readonly string[]) {
  const parameters = Object.fromEntries(values.map((value, index) => [`${prefix}${index}`, value]));
  const names = Object.keys(parameters).join(', ');
  return { condition: values.length ? `${property} IN (${names})` : 'false', parameters };
}
