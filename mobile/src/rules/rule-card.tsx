import { useMutation } from '@apollo/client/react';
import { PauseRuleDocument, type RuleRowFragment } from '@headgate/clients/__generated__/graphql.ts';
import { StyleSheet, Switch, View } from 'react-native';
import { space } from '../look/measures.ts';
import { usePalette } from '../look/palette.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Icon } from '../parts/icon.tsx';
import { SureButton } from '../parts/sure-button.tsx';
import { Words } from '../parts/words.tsx';
import { say } from '../text/language.ts';
import { describeRule } from './describe-rule.ts';

const styles = StyleSheet.create({
  card: { padding: space.medium, paddingBottom: space.tiny, gap: 0 },
  row: { flexDirection: 'row', alignItems: 'center', gap: space.medium },
  mark: { width: 42, height: 42, borderRadius: 21, alignItems: 'center', justifyContent: 'center' },
  text: { flex: 1, gap: 2 },
  buttons: { flexDirection: 'row', alignItems: 'center' },
  foot: {
    flexDirection: 'row',
    justifyContent: 'space-between',
    alignItems: 'center',
    paddingLeft: 54,
    marginRight: -space.small,
  },
});

interface RuleCardProps {
  readonly rule: RuleRowFragment;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

export function RuleCard({ rule, onEdit, onDelete }: RuleCardProps) {
  const palette = usePalette();
  const { id, userId, name, paused, severity } = rule;
  const key = { __typename: 'AlertRule' as const, id, userId };
  const { text, icon } = describeRule(rule);
  const [pause] = useMutation(PauseRuleDocument, { errorPolicy: 'all' });
  const turn = (isOn: boolean) =>
    void pause({
      variables: { id, paused: !isOn },
      optimisticResponse: { pauseAlertRule: { ...key, paused: !isOn } },
    });
  return (
    <Card style={styles.card}>
      <View style={styles.row}>
        <View
          style={[styles.mark, { backgroundColor: paused ? palette.background : palette[`${severity}Soft`] }]}
        >
          <Icon name={icon} colour={paused ? palette.soft : palette[severity]} size={22} />
        </View>
        <View style={styles.text}>
          <Words look="strong" numberOfLines={2}>
            {name}
          </Words>
          <Words look="small" colour={palette.soft}>
            {text}
          </Words>
        </View>
        <Switch
          aria-label={`${say('on')}: ${name}`}
          value={!paused}
          onValueChange={turn}
          trackColor={{ true: palette.brand, false: palette.line }}
          thumbColor="#ffffff"
          {...{ activeThumbColor: '#ffffff' }}
        />
      </View>
      <View style={styles.foot}>
        <Words look="label" colour={paused ? palette.soft : palette[severity]}>
          {paused ? say('paused') : say(severity)}
        </Words>
        <View style={styles.buttons}>
          <Button look="quiet" label={say('edit')} name={`${say('edit')}: ${name}`} onPress={onEdit} />
          <SureButton label={say('delete')} name={name} onPress={onDelete} />
        </View>
      </View>
    </Card>
  );
}
