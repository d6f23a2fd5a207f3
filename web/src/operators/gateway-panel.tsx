import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { Panel } from '../parts/panel.tsx';
import { formatNumber, say } from '../text/language.ts';
import { useCounters } from './use-counters.ts';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    gap: '12px',
    margin: 0,
  },
  tile: { display: 'grid', margin: 0 },
  value: { margin: 0, fontSize: tokens.fontSizeBase600, fontWeight: tokens.fontWeightSemibold },
  about: { color: tokens.colorNeutralForeground2 },
  errors: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '4px' },
  error: { display: 'flex', justifyContent: 'space-between', gap: '12px', overflowWrap: 'anywhere' },
});

/** What the gateway counts, as it counts. */
export function GatewayPanel() {
  const styles = useStyles();
  const { counters, perSecond, isMissing } = useCounters();
  if (!counters) return isMissing ? <Text className={styles.about}>{say('noCounters')}</Text> : null;
  const { requests, errors, subscriptions, hits, misses } = counters;
  const found = hits + misses === 0 ? undefined : Math.round((100 * hits) / (hits + misses));
  const tiles = [
    [say('requests'), formatNumber(requests)],
    [say('perSecond'), perSecond === undefined ? '…' : formatNumber(Math.round(perSecond * 10) / 10)],
    [say('subscriptions'), formatNumber(subscriptions)],
    [say('cacheHits'), found === undefined ? '–' : `${formatNumber(found)} %`],
  ];
  return (
    <Panel>
      <Subtitle1 as="h2">{say('gateway')}</Subtitle1>
      <dl className={styles.tiles}>
        {tiles.map(([name, value]) => (
          <div key={name} className={styles.tile}>
            <dt className={styles.about}>{name}</dt>
            <dd className={styles.value}>{value}</dd>
          </div>
        ))}
      </dl>
      <Text weight="semibold" as="h3">
        {say('errorsByCode')}
      </Text>
      {errors.length === 0 && <Text className={styles.about}>{say('noErrors')}</Text>}
      <ul className={styles.errors}>
        {errors.map(({ code, count }) => (
          <li key={code} className={styles.error}>
            <Text font="monospace">{code}</Text>
            <Text>{formatNumber(count)}</Text>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
