import type { Liveness } from '@headgate/clients/follow-alerts.ts';
import { type LiveAlertsOptions, useLiveAlerts as useAlertsOver } from '@headgate/clients/use-live-alerts.ts';
import { ages } from '../telemetry/recorder.ts';
import { useSocket } from './use-socket.ts';

/** Puts alerts at the head of the list as they are raised; the list is to be there. */
export function useLiveAlerts(alerts: LiveAlertsOptions['alerts'], variables: { first: number }): Liveness {
  return useAlertsOver({ socket: useSocket(), alerts, variables, ages });
}
