import { useState } from 'preact/hooks';
import type { MatterInput } from '../../../lib/company/heard/matters';
import { t, tDynamic } from '../../../lib/i18n';
import { KeptFiles, useTakeFiles } from '../../life/kept-files';
import { type Draft, Section, SelectField, useToday } from '../../ui';

/** What a file of a matter is; it is told by the file's name, as with the files of activities. */
const PARTS = ['material', 'opinion', 'decision', 'answer', 'other'] as const;
type Part = (typeof PARTS)[number];
const DAYS = {
  material: 'raisedOn',
  opinion: 'opinionOn',
  decision: 'decidedOn',
  answer: 'answeredOn',
} as const;

/** 议题材料, 意见书, 决策文件: the files of a matter, kept under their fingerprints and read by whoever reads the matter. */
export function MatterFiles(props: {
  value: MatterInput;
  company: string;
  mayWrite: boolean;
  set: Draft<MatterInput>['set'];
}) {
  const { value, company, mayWrite, set } = props;
  const today = useToday();
  const [part, setPart] = useState<Part>('material');
  const lines = value.attachments ?? [];
  const change: Parameters<typeof useTakeFiles>[2] = (next) =>
    set((form) => ({ ...form, attachments: next(form.attachments ?? []) }));
  const day = part === 'other' ? '' : value[DAYS[part]];
  const about = { date: day || today, branch: company, type: tDynamic(`heard.file.${part}`), scan: true };
  const { taking, take } = useTakeFiles(lines, about, change);
  if (!mayWrite && !lines.length) return null;
  return (
    <Section title={t('record.matter.attachments')} remark={t('heard.filesHint')}>
      {mayWrite && (
        <SelectField
          label={t('heard.filePart')}
          name="filePart"
          value={part}
          options={PARTS.map((one) => ({ value: one, label: tDynamic(`heard.file.${one}`) }))}
          onChange={(next) => setPart(next)}
        />
      )}
      <KeptFiles lines={lines} taking={taking} onTake={take} onChange={mayWrite ? change : undefined} saved />
    </Section>
  );
}
