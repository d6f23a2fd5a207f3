import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@headgate/local-servers/repository.ts';
import { commonErrors } from '@headgate/service/common-errors.ts';
import { gatewayErrors } from '../../../gateway/src/errors.ts';
import { accountsErrors } from '../../../subgraphs/accounts/src/errors.ts';
import { alertsErrors } from '../../../subgraphs/alerts/src/errors.ts';
import { describeErrors } from './describe-errors.ts';

// Writes docs/errors.md from the tables; activity has no codes of its own.
const text = describeErrors(commonErrors.table, [
  { name: 'Gateway', table: gatewayErrors.table },
  { name: 'accounts', table: accountsErrors.table },
  { name: 'alerts', table: alertsErrors.table },
]);
await writeFile(join(repositoryRoot, 'docs', 'errors.md'), text);
