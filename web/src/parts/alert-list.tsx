import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { AlertRowFragment } from '../__generated__/graphql.ts';
import { AlertCard, type AlertCardProps } from './alert-card.tsx';

const LongAlertList = lazy(async () => ({ default: (await import('./long-alert-list.tsx')).LongAlertList }));

/** More rows than these are kept in sight alone, by code that a first page does not need. */
const shortList = 60;

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '8px' },
});

/** An alert of a list: what the list itself reads of it, beside what its card reads. */
export type ListedAlert = AlertCardProps['alert'] & Pick<AlertRowFragment, 'id' | 'status'>;

export interface AlertListProps {
  readonly alerts: readonly ListedAlert[];
}

/** Alerts, the newest first. */
export function AlertList({ alerts }: AlertListProps) {
  if (alerts.length <= shortList) return <ShortAlertList alerts={alerts} />;
  return (
    <Suspense fallback={<ShortAlertList alerts={alerts.slice(0, shortList)} />}>
      <LongAlertList alerts={alerts} />
    </Suspense>
  );
}

function ShortAlertList({ alerts }: AlertListProps) {
  return (
    <ul className={useStyles().list}>
      {alerts.map((alert) => (
        <li key={alert.id} data-alert={alert.id} data-status={alert.status}>
          <AlertCard alert={alert} />
        </li>
      ))}
    </ul>
  );
}
