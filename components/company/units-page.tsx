import { useState } from 'preact/hooks';
import type { Unit } from '../../lib/company/matrix';
import { type BodyInput, removeUnit, saveUnit, type UnitInput, unitsUnder } from '../../lib/company/units';
import { bodyWord } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import { type Rec, type Seen, seenOf } from '../../lib/ledger';
import { BODIES, type Body, UNIT_LAYERS } from '../../lib/records/company';
import { asFault, type Fault } from '../../lib/records/fault';
import {
  Button,
  Card,
  confirmDialog,
  DateField,
  DraftRestored,
  draftSaved,
  EmptyState,
  FaultNote,
  navigate,
  Note,
  NumberField,
  Page,
  Row,
  Section,
  SelectField,
  TextField,
  useDraft,
  useLedger,
  useLive,
} from '../ui';
import { ConflictNote } from '../ui/conflict-note';
import { toastUndo } from '../ui/toast-undo';
import { MATRIX, usePosts } from './use-posts';

const UNITS = `${MATRIX}/units`;
const unitRoute = (id: string): string => `${MATRIX}/unit/${id}`;

/** 单位与机构: the units of the company, and which bodies each has. */
export function UnitsPage() {
  const { company, found, mayWrite } = usePosts();
  const add = mayWrite && (
    <Button small icon="plus" action="add-unit" onClick={() => navigate(unitRoute('new'))}>
      {t('posts.addUnit')}
    </Button>
  );
  return (
    <Page title={t('posts.units')} remark={company?.name} back={MATRIX} actions={company && add}>
      <p class="text-meta text-ink-2">{t('posts.unitsHint')}</p>
      {found && found.units.length === 0 && (
        <EmptyState title={t('posts.noUnits')} action={add}>
          {t('posts.noUnitsHint')}
        </EmptyState>
      )}
      {found && found.units.length > 0 && (
        <Card>
          {found.units.map(({ id, fields }) => (
            <Row
              key={id}
              title={fields.name}
              meta={[
                tDynamic(`record.value.layer.${fields.layer}`),
                found.units.find((one) => one.id === fields.parent)?.fields.name,
                Object.entries(fields.bodies ?? {})
                  .filter(([, body]) => body.exists)
                  .map(([body]) => bodyWord(body as Body))
                  .join(t('settings.listJoin')),
              ]
                .filter(Boolean)
                .join(' · ')}
              to={unitRoute(id)}
            />
          ))}
        </Card>
      )}
    </Page>
  );
}

/** One unit: name, layer, what it belongs to, and what is known of its bodies. */
export function UnitPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? 'new';
  const ledger = useLedger();
  const { company, found, mayWrite } = usePosts();
  const unit = useLive(
    async () => ({ record: id === 'new' ? undefined : await ledger.get('unit', id) }),
    [id],
  );
  if (!company || !found || !unit) return null;
  if (id !== 'new' && !unit.record) {
    return (
      <Page title={t('posts.unit')} back={UNITS}>
        <Note tone="info">{t('posts.gone')}</Note>
      </Page>
    );
  }
  return <UnitForm key={id} record={unit.record} units={found.units} company={company} mayWrite={mayWrite} />;
}

type Form = UnitInput & { seen?: Seen };
const NOTHING: BodyInput = { exists: '', termEnd: '' };

function formOf({ fields }: Rec<'unit'>): UnitInput {
  return {
    name: fields.name,
    layer: fields.layer,
    parent: fields.parent ?? '',
    bodies: Object.fromEntries(
      Object.entries(fields.bodies ?? {}).map(([body, known]): [string, BodyInput] => [
        body,
        {
          exists: known.exists === undefined ? '' : known.exists ? 'yes' : 'no',
          ...(known.seats === undefined ? {} : { seats: known.seats }),
          termEnd: known.termEnd ?? '',
        },
      ]),
    ),
  };
}

function UnitForm(props: {
  record: Rec<'unit'> | undefined;
  units: readonly Unit[];
  company: { companyId: string; name: string };
  mayWrite: boolean;
}) {
  const { record, units, company, mayWrite } = props;
  const ledger = useLedger();
  const [fault, setFault] = useState<Fault | undefined>(undefined);
  const draftId = `unit:${record?.id ?? 'new'}`;
  const draft = useDraft<Form>({
    id: draftId,
    form: 'unit',
    title: (value) => value.name,
    route: unitRoute(record?.id ?? 'new'),
    initial: () =>
      record
        ? { ...formOf(record), seen: seenOf(record) }
        : // The first is the company itself.
          {
            name: units.length ? '' : company.name,
            layer: units.length ? 'subsidiary' : 'group',
            parent: '',
            bodies: {},
          },
  });
  const value = draft.value;
  if (!value) return null;
  const body = (name: Body, patch: Partial<BodyInput>): void =>
    draft.set((before) => ({
      ...before,
      bodies: { ...before.bodies, [name]: { ...NOTHING, ...before.bodies[name], ...patch } },
    }));
  const save = async (): Promise<void> => {
    setFault(undefined);
    try {
      await draft.flush();
      const { seen, ...input } = value;
      const { n } = await saveUnit(ledger, company.companyId, input, {
        id: record?.id,
        seen,
        draft: draftId,
        order: units.length,
      });
      draft.done();
      toastUndo(ledger, t('posts.unitSaved', { name: value.name }), n);
      navigate(UNITS, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const remove = async (): Promise<void> => {
    if (!record) return;
    const yes = await confirmDialog({
      title: t('posts.removeUnit', { name: record.fields.name }),
      body: t('posts.removeUnitHint'),
      confirm: t('common.delete'),
      danger: true,
    });
    if (!yes) return;
    try {
      const { n } = await removeUnit(ledger, record);
      draft.done();
      await ledger.drafts.delete(draftId);
      toastUndo(ledger, t('posts.removed'), n);
      navigate(UNITS, { replace: true });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  };
  const under = record ? unitsUnder(record.id, units) : new Set<string>();
  const above = units.filter(({ id }) => !under.has(id));
  return (
    <Page
      title={t(record ? 'posts.unit' : 'posts.addUnit')}
      back={UNITS}
      state={draftSaved(draft)}
      foot={
        mayWrite && (
          <Button kind="primary" action="save-unit" onClick={() => void save()}>
            {t('common.save')}
          </Button>
        )
      }
    >
      <DraftRestored draft={draft} />
      {record && <ConflictNote id={record.id} />}
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('posts.unitName')}
          name="unitName"
          value={value.name}
          required
          onChange={(name) => draft.set({ name })}
        />
        <SelectField
          label={t('record.unit.layer')}
          name="layer"
          value={value.layer}
          options={UNIT_LAYERS.map((layer) => ({
            value: layer,
            label: tDynamic(`record.value.layer.${layer}`),
          }))}
          onChange={(layer) => draft.set({ layer })}
        />
        {above.length > 0 && (
          <SelectField
            label={t('record.unit.parent')}
            name="parent"
            value={value.parent}
            empty={t('posts.topmost')}
            options={above.map(({ id, fields }) => ({ value: id, label: fields.name }))}
            onChange={(parent) => draft.set({ parent })}
          />
        )}
      </div>
      <Section title={t('record.unit.bodies')} remark={t('posts.bodiesHint')}>
        <Card>
          {BODIES.map((name) => {
            const known = value.bodies[name] ?? NOTHING;
            return (
              <fieldset key={name} class="grid grid-cols-2 gap-2 px-3 py-2.5 sm:grid-cols-3">
                <legend class="sr-only">{bodyWord(name)}</legend>
                <SelectField
                  label={bodyWord(name)}
                  name={`exists-${name}`}
                  value={known.exists}
                  empty={t('posts.unknown')}
                  options={[
                    { value: 'yes', label: t('posts.there') },
                    { value: 'no', label: t('posts.notThere') },
                  ]}
                  onChange={(exists) => body(name, { exists })}
                />
                {known.exists === 'yes' && (
                  <>
                    <NumberField
                      label={t('posts.seats')}
                      name={`seats-${name}`}
                      value={known.seats}
                      min={1}
                      step={1}
                      onChange={(seats) => body(name, { seats })}
                    />
                    <DateField
                      label={t('posts.bodyTermEnd')}
                      name={`term-${name}`}
                      value={known.termEnd}
                      onChange={(termEnd) => body(name, { termEnd })}
                    />
                  </>
                )}
              </fieldset>
            );
          })}
        </Card>
      </Section>
      {fault && <FaultNote fault={fault} />}
      {record && mayWrite && (
        <Button kind="danger" onClick={() => void remove()}>
          {t('common.delete')}
        </Button>
      )}
    </Page>
  );
}
