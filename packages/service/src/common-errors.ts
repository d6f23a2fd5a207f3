import { defineErrors } from './define-errors.ts';

/** Errors that any service may answer with; a service's own table begins with these. */
export const commonErrors = defineErrors({
  UNAUTHENTICATED: {
    message: 'Sign in first: send a valid access token as "Authorization: Bearer <token>".',
    httpStatus: 401,
    visible: true,
  },
  FORBIDDEN: { message: 'You may not see or change this.', httpStatus: 403, visible: true },
  BAD_USER_INPUT: { message: 'The input is not valid.', httpStatus: 400, visible: true },
  SERVICE_UNAVAILABLE: {
    message: 'A part of the system is not available right now. Try again shortly.',
    httpStatus: 503,
    visible: true,
  },
  INTERNAL_SERVER_ERROR: { message: 'Something went wrong on our side.', httpStatus: 500, visible: true },
});
