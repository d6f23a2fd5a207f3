import { commonErrors } from '@headgate/service/common-errors.ts';
import { defineErrors } from '@headgate/service/define-errors.ts';

/** Devices are listed whole, so there must not be many. */
export const maxDevicesPerUser = 50;

/** Every error that the accounts subgraph answers with. */
export const accountsErrors = defineErrors({
  ...commonErrors.table,
  ALREADY_REGISTERED: { message: 'You have an account already.', httpStatus: 409, visible: true },
  NOT_REGISTERED: {
    message: 'You have no account yet. Create one with registerUser.',
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
  PLACE_NOT_FOUND: { message: 'There is no such place.', httpStatus: 404, visible: true },
});
