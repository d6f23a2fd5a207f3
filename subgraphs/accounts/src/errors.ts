import { commonErrors } from '@headgate/service/common-errors.ts';
import { defineErrors } from '@headgate/service/define-errors.ts';

/** Devices are listed whole, so there must not be many. */
export const maxDevicesPerUser = 50;

/** More than anybody saves by hand; a bound on what one user can fill the table with. */
export const maxPlacesPerUser = 500;

/** Every error that the accounts subgraph answers with. */
export const accountsErrors = defineErrors({
  ...commonErrors.table,
  TOO_MANY_REQUESTS: {
    message:
      'You are asking for more at once than one caller may. Ask for less, or wait for what you have asked.',
    httpStatus: 429,
    visible: true,
  },
  ALREADY_REGISTERED: { message: 'You have an account already.', httpStatus: 409, visible: true },
  NOT_REGISTERED: {
    message: 'You have no account yet. Create one with registerUser.',
    httpStatus: 409,
    visible: true,
  },
  ERASURE_UNDER_WAY: {
    message: 'What was known of your former account is still being erased. Try again later.',
    httpStatus: 409,
    visible: true,
  },
  EMAIL_TAKEN: {
    message: 'Another account has this email address.',
    httpStatus: 409,
    visible: true,
  },
  DEVICE_LIMIT_REACHED: {
    message: `A user has up to ${maxDevicesPerUser} devices. Remove one first.`,
    httpStatus: 409,
    visible: true,
  },
  DEVICE_NOT_FOUND: { message: 'There is no such device.', httpStatus: 404, visible: true },
  PLACE_LIMIT_REACHED: {
    message: `A user has up to ${maxPlacesPerUser} places. Remove one first.`,
    httpStatus: 409,
    visible: true,
  },
  PLACE_NOT_FOUND: { message: 'There is no such place.', httpStatus: 404, visible: true },
});
