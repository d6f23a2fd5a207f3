import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { formatNumber } from '../text/language.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '6px' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(72px, 28%) 1fr max-content',
    alignItems: 'center',
    gap: '8px',
  },
  bar: { height: '12px', minWidth: '2px', borderRadius: '3px', backgroundColor: tokens.colorBrandBackground },
});

/** Quantities beside each other, each with its name and number. */
export function Bars({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly { readonly name: string; readonly value: number }[];
}) {
  const styles = useStyles();
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul className={styles.list} aria-label={label}>
      {rows.map(({ name, value }) => (
        <li key={name} className={styles.row}>
          <Text size={200} dir="auto">
            {name}
          </Text>
          <div className={styles.bar} style={{ width: `${(100 * value) / most}%` }} />
          <Text size={200}>{formatNumber(value)}</Text>
        </li>
      ))}
    </ul>
  );
}
