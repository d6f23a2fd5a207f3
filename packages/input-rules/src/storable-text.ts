import { z } from 'zod';
import { findTextProblem } from './find-text-problem.ts';

/** Text that every store gives back as it was. */
export const storableText = z.string().superRefine((text, context) => {
  const problem = findTextProblem(text);
  if (problem) context.addIssue(problem);
});
