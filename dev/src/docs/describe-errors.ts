import type { ErrorTable } from '@headgate/service/define-errors.ts';

/** A part of the system with its error table. */
export interface DocumentedTable {
  readonly name: string;
  readonly table: ErrorTable;
}

/** The text of docs/errors.md: what all services share, then what each adds. */
export function describeErrors(common: ErrorTable, services: readonly DocumentedTable[]): string {
  const sections = services.map(({ name, table }) => {
    const own = Object.entries(table).filter(([code]) => !(code in common));
    return `## ${name}\n\n${own.length ? toRows(Object.fromEntries(own)) : 'None of its own.\n'}`;
  });
  return `# Errors

Every error has a code in \`extensions.code\`. The status is that of a response which is this error alone; beside data
it is 200. Validation errors list what is wrong in \`extensions.fields\`, each with \`path\` and \`message\`. An error that
came from a subgraph names it in \`extensions.service\`. Codes marked "log only" are never sent: clients see
\`INTERNAL_SERVER_ERROR\`, and the log of the service has the cause.

This page is made from the services' tables by \`npm run codegen\`.

## Everywhere

${toRows(common)}
${sections.join('\n')}`;
}

function toRows(table: ErrorTable): string {
  const rows = Object.entries(table).map(
    ([code, { httpStatus, message, visible }]) =>
      `| \`${code}\` | ${visible ? httpStatus : `${httpStatus}, log only`} | ${message.replaceAll('|', '\\|')} |`,
  );
  return `| code | status | message, unless the service says it better |\n|---|---|---|\n${rows.join('\n')}\n`;
}
