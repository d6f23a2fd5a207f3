import type { FunctionBinding, FunctionMetadata } from './functions-core.ts';

/** Finds the binding that starts a function. Every function has one: the programming model sees to it. */
export function findTrigger(metadata: FunctionMetadata): { bindingName: string; binding: FunctionBinding } {
  const found = Object.entries(metadata.bindings).find(([, binding]) => /trigger$/i.test(binding.type));
  if (!found) throw new Error(`The function "${metadata.name}" has no trigger.`);
  return { bindingName: found[0], binding: found[1] };
}
