import { makeStyles } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { AlertCard } from './alert-card.tsx';
import type { AlertListProps } from './alert-list.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, position: 'relative', width: '100%' },
  item: { position: 'absolute', top: 0, insetInlineStart: 0, width: '100%', paddingBottom: '8px' },
});

/** Alerts, of which only those in sight are in the document. */
export function LongAlertList({ alerts }: AlertListProps) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const rows = useWindowVirtualizer({
    count: alerts.length,
    estimateSize: () => 72,
    overscan: 8,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => alerts[index]?.id ?? index,
  });
  return (
    <ul ref={list} className={styles.list} style={{ height: rows.getTotalSize() }}>
      {rows.getVirtualItems().map(({ key, index, start }) => {
        const alert = alerts[index];
        return (
          alert && (
            <li
              key={key}
              ref={rows.measureElement}
              className={styles.item}
              data-index={index}
              data-alert={alert.id}
              data-status={alert.status}
              aria-posinset={index + 1}
              aria-setsize={alerts.length}
              style={{ transform: `translateY(${start - rows.options.scrollMargin}px)` }}
            >
              <AlertCard alert={alert} />
            </li>
          )
        );
      })}
    </ul>
  );
}
