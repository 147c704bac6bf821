import { useRef, useState } from 'preact/hooks';
import type { ClauseInput } from '../../../lib/company/charter/charters';
import { newClause } from '../../../lib/company/charter/charters';
import { concernsParty, suggestElements } from '../../../lib/company/charter/elements';
import { currentLanguage, t } from '../../../lib/i18n';
import { asFault, type Fault } from '../../../lib/records/fault';
import type { CompanyPack } from '../../../lib/rules/company-pack';
import { packText } from '../../../lib/rules/pack';
import { Button, Card, CheckField, FaultNote, FilePick, Note, Pill, Section, TextAreaField } from '../../ui';

/** What was read of a text, as the draft keeps it until it is taken over or thrown away. */
export interface Preview {
  title?: string;
  before: string[];
  by: 'clauses' | 'points' | 'paragraphs';
  twice: string[];
  missing: number[];
  clauses: (ClauseInput & { on: boolean })[];
}

/** Clauses shown before the rest is asked for. */
const PAGE = 80;

/** Splits a text and marks what may cover which element: clauses on the Party organisation are chosen at first. */
export async function previewOf(text: string, pack: CompanyPack): Promise<Preview> {
  const { splitCharter } = await import('../../../lib/company/charter/split-text');
  const { clauses, ...rest } = splitCharter(text);
  return {
    ...rest,
    clauses: clauses.map((clause) => ({
      ...newClause({ ...clause, part: clause.part ?? '', elements: suggestElements(pack, clause) }),
      on: concernsParty(pack, `${clause.part ?? ''}${clause.text}`),
    })),
  };
}

/** 贴章程文字，或打开文件: nothing is kept before it was looked at. */
export function Intake(props: {
  pack: CompanyPack;
  preview: Preview | undefined;
  /** A file may become the original too. */
  mayAttach: boolean;
  onPreview: (preview: Preview | undefined) => void;
  onTake: (preview: Preview, file: File | undefined) => void;
}) {
  const { pack, preview } = props;
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [attach, setAttach] = useState(true);
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const file = useRef<File | undefined>(undefined);
  const read = async (work: () => Promise<string>): Promise<void> => {
    setBusy(true);
    setFault(undefined);
    try {
      props.onPreview(await previewOf(await work(), pack));
      setText('');
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const open = ([first]: File[]): void => {
    if (!first) return;
    file.current = first;
    void read(async () => {
      const { readCharterFile } = await import('../../../lib/company/charter/read-file');
      return readCharterFile(first, first.name, async (data) =>
        (await import('../../../lib/study/pdf')).readPdfFile(data),
      );
    });
  };
  const split = (): void => {
    file.current = undefined;
    void read(async () => text);
  };
  if (preview) {
    return (
      <PreviewPart
        pack={pack}
        preview={preview}
        attach={props.mayAttach && file.current ? { on: attach, set: setAttach } : undefined}
        onChange={props.onPreview}
        onTake={() => props.onTake(preview, attach && props.mayAttach ? file.current : undefined)}
      />
    );
  }
  return (
    <Section title={t('charter.intake')} remark={t('charter.intakeHint')}>
      <FilePick
        accept=".docx,.pdf,.txt,.md"
        label={t('charter.openFile')}
        hint={t('charter.openHint')}
        disabled={busy}
        onFiles={open}
      />
      <TextAreaField
        label={t('charter.paste')}
        name="charterText"
        rows={3}
        value={text}
        placeholder={t('charter.pasteHint')}
        onChange={setText}
      />
      {fault && <FaultNote fault={fault} />}
      <Button busy={busy} disabled={!text.trim()} action="split-text" onClick={split}>
        {t('charter.split')}
      </Button>
    </Section>
  );
}

function PreviewPart(props: {
  pack: CompanyPack;
  preview: Preview;
  attach: { on: boolean; set: (on: boolean) => void } | undefined;
  onChange: (preview: Preview | undefined) => void;
  onTake: () => void;
}) {
  const { pack, preview, attach } = props;
  const [shown, setShown] = useState(PAGE);
  const language = currentLanguage();
  const titles = new Map(pack.elements.map(({ id, title }) => [id, packText(title, language)]));
  const count = preview.clauses.filter(({ on }) => on).length;
  const choose = (on: (clause: Preview['clauses'][number]) => boolean): void =>
    props.onChange({ ...preview, clauses: preview.clauses.map((one) => ({ ...one, on: on(one) })) });
  const join = t('settings.listJoin');
  return (
    <Section
      title={t('charter.preview')}
      remark={t(`charter.by.${preview.by}`, { count: preview.clauses.length })}
    >
      <p class="text-meta text-ink-2">{t('charter.previewHint')}</p>
      {count === 0 && <Note tone="due">{t('charter.noneConcerns')}</Note>}
      {preview.twice.length > 0 && (
        <Note tone="due">{t('charter.twice', { list: preview.twice.join(join) })}</Note>
      )}
      {preview.missing.length > 0 && (
        <Note tone="due">{t('charter.missing', { list: preview.missing.slice(0, 20).join(join) })}</Note>
      )}
      <div class="flex flex-wrap gap-2">
        <Button small action="choose-party" onClick={() => choose((one) => isParty(pack, one))}>
          {t('charter.chooseParty')}
        </Button>
        <Button small action="choose-all" onClick={() => choose(() => true)}>
          {t('charter.chooseAll')}
        </Button>
        <Button small kind="quiet" action="drop-preview" onClick={() => props.onChange(undefined)}>
          {t('charter.dropPreview')}
        </Button>
      </div>
      <Card>
        {preview.clauses.slice(0, shown).map(({ id, no, text, part, elements, on }) => (
          <div key={id} class="flex items-start gap-2 px-3 py-2.5" data-preview={no}>
            <div class="min-w-0 flex-1">
              <CheckField
                label={
                  <span class="break-words">
                    <strong>{no}</strong> {text.slice(0, 160)}
                    {text.length > 160 && '…'}
                  </span>
                }
                checked={on}
                hint={[part, elements.map((one) => titles.get(one) ?? '').join(join)]
                  .filter(Boolean)
                  .join(' · ')}
                onChange={(next) => choose((one) => (one.id === id ? next : one.on))}
              />
            </div>
            {elements.length > 0 && <Pill tone="info">{t('charter.maybe')}</Pill>}
          </div>
        ))}
      </Card>
      {preview.clauses.length > shown && (
        <Button onClick={() => setShown(shown + PAGE)}>
          {t('charter.moreClauses', { count: preview.clauses.length - shown })}
        </Button>
      )}
      {attach && <CheckField label={t('charter.attachToo')} checked={attach.on} onChange={attach.set} />}
      <Button kind="primary" disabled={count === 0} action="take-clauses" onClick={props.onTake}>
        {t('charter.takeClauses', { count })}
      </Button>
    </Section>
  );
}

const isParty = (pack: CompanyPack, { part, text }: ClauseInput): boolean =>
  concernsParty(pack, `${part}${text}`);
