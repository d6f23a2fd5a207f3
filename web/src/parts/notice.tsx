import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  notice: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '4px 12px',
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    overflowWrap: 'anywhere',
  },
  error: {
    border: `1px solid ${tokens.colorStatusDangerBorder1}`,
    backgroundColor: tokens.colorStatusDangerBackground1,
  },
});

export interface NoticeProps {
  readonly intent: 'warning' | 'error';
  readonly children: ReactNode;
}

/** Says what is wrong, or out of date. */
export function Notice({ intent, children }: NoticeProps) {
  const styles = useStyles();
  const isError = intent === 'error';
  return (
    <div
      role={isError ? 'alert' : 'status'}
      className={mergeClasses(styles.notice, isError && styles.error)}
      data-notice={intent}
    >
      {children}
    </div>
  );
}
