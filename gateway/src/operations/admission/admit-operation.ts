import type { GraphQLError } from 'graphql';
import type { Documents } from '../../documents/start-documents.ts';
import type { GatewayErrorCode } from '../../errors.ts';
import { checkValueDepth } from '../../limits/check-value-depth.ts';
import { applyDocuments } from './apply-documents.ts';
import type { CheckDocument } from './create-check-document.ts';
import type { RequestedOperation } from './read-members.ts';

export interface AdmitOperationOptions {
  readonly checkDocument: CheckDocument;
  /** How deep variables and extensions may be nested. */
  readonly maxValueDepth: number;
  /** Default: there are no persisted documents. */
  readonly documents?: Documents | undefined;
  /** Told of each operation that is not admitted. Default: nobody wants to know. */
  readonly onRefused?: ((code: string, clientName: string | undefined) => void) | undefined;
}

/** An operation with its text, unless that is known by its hash, without the id of a document. */
export type AdmittedOperation = Omit<RequestedOperation, 'documentId'>;

export type Admission =
  | { readonly kind: 'admitted'; readonly operation: AdmittedOperation }
  /** The operation cannot run. */
  | { readonly kind: 'faulty'; readonly problem: GraphQLError }
  /** The operation may not run here. */
  | { readonly kind: 'refused'; readonly code: GatewayErrorCode };

/** Decides before an operation is parsed whether it may run, whatever transport brought it. */
export function admitOperation(
  asked: RequestedOperation,
  clientName: string | undefined,
  options: AdmitOperationOptions,
): Admission {
  const admission = decide(asked, clientName, options);
  if (admission.kind === 'refused') options.onRefused?.(admission.code, clientName);
  if (admission.kind === 'faulty')
    options.onRefused?.(String(admission.problem.extensions['code']), clientName);
  return admission;
}

function decide(
  asked: RequestedOperation,
  clientName: string | undefined,
  { checkDocument, maxValueDepth, documents }: AdmitOperationOptions,
): Admission {
  const problem =
    checkDocument(asked.query ?? '') ?? checkValueDepth([asked.variables, asked.extensions], maxValueDepth);
  if (problem) return { kind: 'faulty', problem };
  const applied = applyDocuments(asked, documents, clientName);
  if (applied.kind !== 'substituted') return applied;
  const ownProblem = checkDocument(applied.operation.query ?? '');
  return ownProblem
    ? { kind: 'faulty', problem: ownProblem }
    : { kind: 'admitted', operation: applied.operation };
}
