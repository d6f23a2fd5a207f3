import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '12px',
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow4,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
  },
  row: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center' },
});

export interface PanelProps {
  /** Lays its parts out beside each other. Default: below each other. */
  readonly isRow?: boolean;
  readonly children: ReactNode;
}

/** What belongs together, on a ground of its own. Fluent's card minds the focus of what can be chosen, and weighs 20 kB for it. */
export function Panel({ isRow = false, children }: PanelProps) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.panel, isRow && styles.row)}>{children}</div>;
}
