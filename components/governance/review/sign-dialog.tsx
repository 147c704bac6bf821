import { useState } from 'preact/hooks';
import { currentLanguage, t } from '../../../lib/i18n';
import type { Verdict } from '../../../lib/records/governance';
import { type ChecklistItem, packText } from '../../../lib/rules/pack';
import { Button, Dialog, Note, TextField, useRole } from '../../ui';
import { periodWord, verdictWord } from '../words';
import type { ReviewedItem } from './use-item';
import { independenceWord, roleWord } from './words';

/** Shows what will be signed, by whom and as what, before it is. */
export function SignDialog(props: {
  of: ReviewedItem;
  item: ChecklistItem;
  judged: { design?: Verdict; effect?: Verdict; note: string };
  onSign: (as: { name: string; role: string }) => void;
  onClose: () => void;
}) {
  const { of, item, judged } = props;
  const isCompliance = useRole() === 'compliance';
  const [name, setName] = useState(of.name);
  const [role, setRole] = useState(roleWord(of.rights, isCompliance));
  const open = of.findings.filter(({ fields }) => fields.state === 'open');
  return (
    <Dialog
      open
      title={t('review.sign.title')}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button
            kind="primary"
            disabled={!name.trim()}
            action="review-sign-now"
            onClick={() => props.onSign({ name: name.trim(), role: role.trim() })}
          >
            {t('review.sign')}
          </Button>
        </>
      }
    >
      <p>
        <strong>{item.code}</strong> {packText(item.text, currentLanguage())}
      </p>
      <p class="text-meta text-ink-2">
        {periodWord(of.record.fields.period, of.record)}
        {' · '}
        {t('governance.evidenceCount', { count: Object.keys(of.record.fields.evidence ?? {}).length })}
      </p>
      <p class="font-semibold">
        {t('review.verdicts', {
          design: verdictWord(judged.design),
          effect: verdictWord(judged.effect),
        })}
      </p>
      {judged.note && <p class="whitespace-pre-line">{judged.note}</p>}
      {open.length > 0 && (
        <div>
          <p class="text-meta text-ink-2">{t('review.sign.findings', { count: open.length })}</p>
          <ul class="list-disc pl-5">
            {open.map(({ id, fields }) => (
              <li key={id}>{fields.problem}</li>
            ))}
          </ul>
        </div>
      )}
      <TextField label={t('review.sign.name')} value={name} onChange={setName} required />
      <TextField label={t('review.sign.role')} value={role} onChange={setRole} />
      <Note tone={of.independence.independent ? 'ok' : 'due'}>{independenceWord(of.independence)}</Note>
      <p class="text-meta text-ink-3 break-all">
        {t('review.sign.what', { hash: of.state.hash.slice(0, 16) })}
      </p>
    </Dialog>
  );
}
