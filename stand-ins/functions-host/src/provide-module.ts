import { registerHooks } from 'node:module';

/** Where a provided module is fetched from by the code that stands in for it. */
const provided: Record<string, unknown> = {};
Object.defineProperty(globalThis, Symbol.for('headgate.providedModules'), { value: provided });

/**
 * Lets `import` and `require` of `specifier`, from anywhere in this process, answer `exports`:
 * the way the Functions worker supplies `@azure/functions-core`, which no registry has.
 */
export function provideModule(specifier: string, exports: object): void {
  const url = `provided:${specifier}`;
  provided[specifier] = exports;
  registerHooks({
    resolve: (wanted, context, next) =>
      wanted === specifier ? { url, format: 'commonjs', shortCircuit: true } : next(wanted, context),
    load: (wanted, context, next) =>
      wanted === url
        ? { format: 'commonjs', source: sourceOf(specifier), shortCircuit: true }
        : next(wanted, context),
  });
}

function sourceOf(specifier: string): string {
  return `module.exports = globalThis[Symbol.for('headgate.providedModules')][${JSON.stringify(specifier)}];`;
}
