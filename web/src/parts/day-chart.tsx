import { makeStyles, tokens } from '@fluentui/react-components';
import { now } from '@headgate/clients/clock.ts';
import { formatDay } from '../text/language.ts';

const useStyles = makeStyles({
  chart: {
    display: 'flex',
    alignItems: 'end',
    gap: '4px',
    height: '88px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  bar: {
    flexGrow: 1,
    minHeight: '2px',
    borderRadius: '3px 3px 0 0',
    backgroundColor: tokens.colorBrandBackground,
  },
  days: {
    display: 'flex',
    justifyContent: 'space-between',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

const dayMs = 86_400_000;
const days = 14;

/** How many of the times fall on each of the last two weeks' days. */
export function DayChart({ label, times }: { readonly label: string; readonly times: readonly string[] }) {
  const styles = useStyles();
  const today = new Date(now()).setHours(0, 0, 0, 0);
  const counts = Array.from({ length: days }, (_, index) => {
    const from = today - (days - 1 - index) * dayMs;
    const count = times.filter((time) => Date.parse(time) >= from && Date.parse(time) < from + dayMs).length;
    return { from, count };
  });
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const [first, last] = [counts[0], counts.at(-1)];
  return (
    <>
      <ul className={styles.chart} aria-label={label}>
        {counts.map(({ from, count }) => (
          <li
            key={from}
            className={styles.bar}
            style={{ height: `${(100 * count) / most}%` }}
            title={`${formatDay(new Date(from))}: ${count}`}
          >
            <span className={styles.hidden}>{`${formatDay(new Date(from))}: ${count}`}</span>
          </li>
        ))}
      </ul>
      <div className={styles.days} aria-hidden>
        <span>{first && formatDay(new Date(first.from))}</span>
        <span>{last && formatDay(new Date(last.from))}</span>
      </div>
    </>
  );
}
