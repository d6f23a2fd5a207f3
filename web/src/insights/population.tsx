import { useQuery } from '@apollo/client/react';
import { makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components';
import { PopulationDocument } from '../__generated__/graphql.ts';
import { Failed, Loading } from '../parts/page-states.tsx';
import { Panel } from '../parts/panel.tsx';
import { formatDay, formatNumber, formatTime, say } from '../text/language.ts';
import { Bars } from './bars.tsx';

const useStyles = makeStyles({
  cards: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))', gap: '16px' },
  scroll: { overflowX: 'auto' },
  table: {
    borderCollapse: 'collapse',
    fontSize: '12px',
    '& th, & td': { padding: '4px 8px', textAlign: 'end' },
  },
  about: { color: tokens.colorNeutralForeground2 },
});

/** What all users do: funnel, retention, propensity, and how good the models are. */
export function Population({ since, until }: { readonly since: string; readonly until: string }) {
  const styles = useStyles();
  const { data, error, loading } = useQuery(PopulationDocument, {
    variables: { since, until, cohorts: 6 },
    fetchPolicy: 'cache-and-network',
  });
  if (error && !data) return <Failed error={error} />;
  if (loading && !data) return <Loading />;
  if (!data) return null;
  const percent = (share: number) => `${formatNumber(Math.round(100 * share))} %`;
  const bands = data.propensityDistribution;
  const weeks = Math.max(0, ...data.retention.map(({ returned }) => (returned.at(-1)?.weeksLater ?? 0) + 1));
  return (
    <div className={styles.cards}>
      <Panel>
        <Subtitle1 as="h2">{say('funnel')}</Subtitle1>
        <Bars
          label={say('funnel')}
          rows={data.funnel.map(({ step, users }) => ({ name: say(step), value: users }))}
        />
      </Panel>
      <Panel>
        <Subtitle1 as="h2">{say('propensity')}</Subtitle1>
        <Bars
          label={say('propensity')}
          rows={bands.map(({ from, users }) => ({ name: `${percent(from)} +`, value: users }))}
        />
      </Panel>
      <Panel>
        <Subtitle1 as="h2">{say('retention')}</Subtitle1>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys too. */}
        <section className={styles.scroll} aria-label={say('retention')} tabIndex={0}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{say('weekFrom')}</th>
                {Array.from({ length: weeks }, (_, week) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the number is what the column is.
                  <th key={week} scope="col">
                    {week}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.retention.map(({ week, returned }) => (
                <tr key={week}>
                  <th scope="row">{formatDay(new Date(week))}</th>
                  {returned.map(({ weeksLater, share }) => (
                    <td key={weeksLater}>{percent(share)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Panel>
      <Panel>
        <Subtitle1 as="h2">{say('models')}</Subtitle1>
        {data.modelCards.map(({ name, description, trainedAt, metric, value, baseline, baselineValue }) => (
          <div key={name}>
            <Text weight="semibold" block>
              {name}
            </Text>
            <Text size={200} className={styles.about} block>
              {description}
            </Text>
            <Text size={200} block>
              {say('modelValue', {
                metric,
                baseline,
                value: formatNumber(value),
                baselineValue: formatNumber(baselineValue),
              })}
            </Text>
            <Text size={200} className={styles.about} block>
              {formatTime(trainedAt)}
            </Text>
          </div>
        ))}
      </Panel>
    </div>
  );
}
