import { useState } from 'preact/hooks';
import { type KnownPerson, knownPeople } from '../../lib/company/appointments';
import {
  type ChosenLine,
  effectOf,
  type PostLine,
  readPosts,
  takePosts,
} from '../../lib/company/import/posts';
import { bodyWord, stayWord, unitWord } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import { NoBranch } from '../governance/checklist-list';
import {
  Button,
  Card,
  CheckField,
  faultText,
  navigate,
  Note,
  Page,
  Pill,
  SelectField,
  useLedger,
  useLive,
} from '../ui';
import { valueWord } from '../ui/record-words';
import { toastUndo } from '../ui/toast-undo';
import { type CompanyPosts, MATRIX, usePosts } from './use-posts';
import { TableSource } from './table-source';
import { useTableRead } from './use-table-read';

const LIST = `${MATRIX}/list`;
/** Stands for somebody of whom nothing is known, where others of the name are. */
const STRANGER = '-';

/** What somebody said of the lines of one table, by row. */
interface Said {
  of: unknown;
  left: Record<number, boolean>;
  whose: Record<number, string>;
}

/** Appointments from Excel or pasted cells: what each line would become is shown before anything is written. */
export function ImportPostsPage() {
  const { company, found, mayWrite } = usePosts();
  const ledger = useLedger();
  const members = useLive(() => ledger.list('member'), []);
  const [said, setSaid] = useState<Said | undefined>(undefined);
  const people = knownPeople(members ?? [], found?.posts ?? []);
  const { lines, fault, busy, read, during } = useTableRead<PostLine>((rows) =>
    readPosts(rows, { units: found?.units ?? [], people }),
  );
  if (!company)
    return (
      <Page title={t('posts.import')} back={LIST}>
        <NoBranch />
      </Page>
    );
  if (!found || !members) return null;
  const now: Said = said && said.of === lines ? said : { of: lines, left: {}, whose: {} };
  // Of one known person it is that one; of several somebody says which.
  const whose = ({ row, people: known }: PostLine): string =>
    now.whose[row] ?? (known.length === 1 ? (known[0] as KnownPerson).person : known.length ? '' : STRANGER);
  const entries = (lines ?? []).map((line) => {
    const person = whose(line);
    const effect =
      line.fields && person ? effectOf(line, person === STRANGER ? '' : person, found.posts) : undefined;
    const may = effect !== undefined && effect.what !== 'same';
    return { line, person, effect, may, on: may && !now.left[line.row] };
  });
  const chosen = entries.flatMap(({ line, person, on }): ChosenLine[] =>
    on ? [{ line, person: person === STRANGER ? '' : person }] : [],
  );
  const take = (): Promise<void> =>
    during(async () => {
      const { n } = await takePosts(ledger, company.companyId, chosen, found.posts);
      toastUndo(ledger, t('posts.import.taken', { count: chosen.length }), n);
      navigate(LIST, { replace: true });
    });
  return (
    <Page
      title={t('posts.import')}
      back={LIST}
      foot={
        lines &&
        mayWrite && (
          <Button
            kind="primary"
            busy={busy}
            disabled={!chosen.length}
            action="take-posts"
            onClick={() => void take()}
          >
            {t('posts.import.take', { count: chosen.length })}
          </Button>
        )
      }
    >
      {!mayWrite && <Note tone="info">{t('governance.readOnly')}</Note>}
      <TableSource
        label={t('posts.import.file')}
        hint={t('posts.import.hint')}
        busy={busy}
        fault={fault}
        onTable={read}
      />
      {lines && (
        <>
          <p class="text-meta text-ink-2" role="status">
            {t('posts.import.count', {
              lines: entries.length,
              chosen: chosen.length,
              same: entries.filter(({ effect }) => effect?.what === 'same').length,
              unread: entries.filter(({ line }) => line.fault).length,
            })}
          </p>
          <Card>
            {entries.map(({ line, person, effect, may, on }) => (
              <div
                key={line.row}
                class="space-y-1.5 px-3 py-2.5"
                data-line={line.fault ? 'unread' : (effect?.what ?? 'ask')}
              >
                <div class="flex items-start gap-2">
                  <div class="min-w-0 flex-1">
                    <CheckField
                      label={<span class="break-words">{`${line.name} · ${line.position}`}</span>}
                      checked={on}
                      disabled={!may}
                      hint={lineWords(line, found, effect)}
                      onChange={(next) => setSaid({ ...now, left: { ...now.left, [line.row]: !next } })}
                    />
                  </div>
                  <Pill tone={may ? 'ok' : line.fault || !effect ? 'due' : 'unknown'}>
                    {tDynamic(`posts.import.state.${line.fault ? 'unread' : (effect?.what ?? 'ask')}`)}
                  </Pill>
                </div>
                {line.people.length > 1 && line.fields && (
                  <SelectField
                    label={t('posts.import.whose', { name: line.name })}
                    value={person}
                    empty={t('posts.import.choose')}
                    options={[
                      ...line.people.map(({ person: id, member, positions }) => ({
                        value: id,
                        label: [line.name, member && t('posts.import.member'), ...positions]
                          .filter(Boolean)
                          .join(' · '),
                      })),
                      { value: STRANGER, label: t('posts.import.stranger') },
                    ]}
                    onChange={(next) => setSaid({ ...now, whose: { ...now.whose, [line.row]: next } })}
                  />
                )}
              </div>
            ))}
          </Card>
        </>
      )}
    </Page>
  );
}

/** What a line says, what it would change, and what of it was not understood. */
function lineWords(
  { row, fields, fault, doubts }: PostLine,
  found: CompanyPosts,
  effect: ReturnType<typeof effectOf>,
): string {
  const words = [t('posts.import.row', { row })];
  if (fault) words.push(`${faultText(fault).what}（${fault.code}）`);
  if (fields)
    words.push(
      [unitWord(fields.unit, found.units), bodyWord(fields.body)].filter(Boolean).join(' '),
      stayWord({ id: '', fields: { ...fields, companyId: '', person: '' } }),
      fields.basis ?? '',
    );
  if (effect?.what === 'changed')
    words.push(
      effect.changed
        .map((name) =>
          t('posts.changedField', {
            field: tDynamic(`record.appointment.${name}`),
            before: valueWord('appointment', name, effect.post.fields[name] ?? null, (id) => id ?? ''),
            now: valueWord('appointment', name, fields?.[name] ?? null, (id) => id ?? ''),
          }),
        )
        .join(' '),
    );
  if (doubts.length) words.push(t('heard.import.doubts', { list: doubts.join(' · ') }));
  return words.filter(Boolean).join(' · ');
}
