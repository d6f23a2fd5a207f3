import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { say } from '../text/language.ts';
import { Notice } from './notice.tsx';

const useStyles = makeStyles({
  empty: {
    display: 'grid',
    justifyItems: 'center',
    gap: '8px',
    padding: '40px 16px',
    textAlign: 'center',
    borderRadius: '8px',
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
  },
  skeleton: { display: 'grid', gap: '8px' },
  row: { height: '56px', borderRadius: '8px', backgroundColor: tokens.colorNeutralStencil1 },
});

/** Rows that are still to come. */
export function Loading() {
  const styles = useStyles();
  return (
    <div role="status" aria-label={say('loading')} className={styles.skeleton}>
      {[0, 1, 2].map((row) => (
        <div key={row} className={`${styles.row} pulse`} />
      ))}
    </div>
  );
}

export function Failed({ error, onAgain }: { readonly error: Error; readonly onAgain?: () => void }) {
  return (
    <Notice intent="error">
      {say('failed')}: {error.message.slice(0, 300)}
      {onAgain && (
        <Button size="small" onClick={onAgain}>
          {say('tryAgain')}
        </Button>
      )}
    </Notice>
  );
}

export interface EmptyProps {
  readonly title: string;
  /** Whether it stands for a whole page. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

export function Empty({ title, isPage = false, children }: EmptyProps) {
  return (
    <div className={useStyles().empty}>
      <Subtitle1 as={isPage ? 'h1' : 'h2'}>{title}</Subtitle1>
      <Text>{children}</Text>
    </div>
  );
}
