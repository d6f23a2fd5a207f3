import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { formatDay, formatNumber, say } from '../text/language.ts';
import type { Hour } from './hour.ts';
import { placeHours } from './place-hours.ts';

const useStyles = makeStyles({
  figure: { margin: 0, display: 'grid', gap: '8px' },
  chart: { width: '100%', height: '240px', display: 'block', overflow: 'visible' },
  grid: { stroke: tokens.colorNeutralStroke2, strokeWidth: '1px' },
  now: { stroke: tokens.colorNeutralStroke1, strokeWidth: '1px', strokeDasharray: '2 3' },
  band: { fill: tokens.colorPaletteBlueBorderActive, opacity: 0.2 },
  expected: {
    fill: 'none',
    stroke: tokens.colorPaletteBlueBorderActive,
    strokeWidth: '2px',
    strokeDasharray: '6 4',
  },
  events: { fill: 'none', stroke: tokens.colorPaletteMarigoldBorderActive, strokeWidth: '2px' },
  line: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '4px 16px' },
  legend: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px' },
  entry: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  about: { color: tokens.colorNeutralForeground2 },
});

const width = 1000;
const height = 240;

/** Hours that were and are to come: what happened, what was or is forecast, and how sure that is. */
export function HoursChart({ hours, now }: { readonly hours: readonly Hour[]; readonly now: number }) {
  const styles = useStyles();
  const placed = placeHours(hours, { width, height, now });
  const [first] = hours;
  const last = hours.at(-1);
  const mark = (className: string, isArea = false) => (
    <svg width="24" height="12" aria-hidden="true">
      {isArea ? (
        <rect width="24" height="12" className={className} />
      ) : (
        <path d="M0 6L24 6" className={className} />
      )}
    </svg>
  );
  return (
    <figure className={styles.figure}>
      <Text size={200} className={styles.about}>
        {formatNumber(placed.most)}
      </Text>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={say('hoursLabel')}
        data-chart="hours"
      >
        {[0, 0.5, 1].map((share) => (
          <path
            key={share}
            d={`M0 ${share * height}L${width} ${share * height}`}
            className={styles.grid}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {placed.now !== null && (
          <path
            d={`M${placed.now} 0L${placed.now} ${height}`}
            className={styles.now}
            vectorEffect="non-scaling-stroke"
          />
        )}
        <path d={placed.band} className={styles.band} />
        <path d={placed.expected} className={styles.expected} vectorEffect="non-scaling-stroke" />
        <path d={placed.events} className={styles.events} vectorEffect="non-scaling-stroke" />
      </svg>
      <div className={styles.line}>
        <Text size={200} className={styles.about}>
          {first && formatDay(new Date(first.hour))}
        </Text>
        <Text size={200} className={styles.about}>
          {last && formatDay(new Date(last.hour))}
        </Text>
      </div>
      <figcaption className={styles.legend}>
        <Text size={200} className={styles.entry}>
          {mark(styles.events)} {say('events')}
        </Text>
        <Text size={200} className={styles.entry}>
          {mark(styles.expected)} {say('forecast')}
        </Text>
        <Text size={200} className={styles.entry}>
          {mark(styles.band, true)} {say('interval')}
        </Text>
      </figcaption>
    </figure>
  );
}
