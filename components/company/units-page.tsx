import type { Unit } from '../../lib/company/matrix';
import { type BodyInput, removeUnit, saveUnit, type UnitInput, unitsUnder } from '../../lib/company/units';
import { bodyWord } from '../../lib/company/words';
import { t, tDynamic } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';
import { BODIES, type Body, UNIT_LAYERS } from '../../lib/records/company';
import {
  Button,
  Card,
  DateField,
  type Draft,
  EmptyState,
  navigate,
  NumberField,
  Page,
  Row,
  Section,
  SelectField,
  TextField,
  useLedger,
  useLive,
} from '../ui';
import { GoneRecord, RecordForm } from './record-form';
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
  const loaded = useLive(
    async () => ({ record: id === 'new' ? undefined : await ledger.get('unit', id) }),
    [id],
  );
  if (!company || !found || !loaded) return null;
  const { record } = loaded;
  if (id !== 'new' && !record)
    return <GoneRecord title={t('posts.unit')} back={UNITS} text={t('posts.gone')} />;
  const { units } = found;
  return (
    <RecordForm<'unit', UnitInput>
      key={id}
      kind="unit"
      record={record}
      title={t(record ? 'posts.unit' : 'posts.addUnit')}
      back={UNITS}
      route={unitRoute(id)}
      mayWrite={mayWrite}
      name={({ name }) => name}
      initial={() => (record ? inputOf(record) : begun(units, company.name))}
      save={(input, options) =>
        saveUnit(ledger, company.companyId, input, { ...options, order: units.length })
      }
      saved={({ name }) => t('posts.unitSaved', { name })}
      after={() => UNITS}
      remove={{
        run: (gone) => removeUnit(ledger, gone),
        ask: {
          title: t('posts.removeUnit', { name: record?.fields.name ?? '' }),
          body: t('posts.removeUnitHint'),
        },
        done: t('posts.removed'),
        to: UNITS,
      }}
    >
      {({ value, set }) => <UnitFields value={value} set={set} record={record} units={units} />}
    </RecordForm>
  );
}

const NOTHING: BodyInput = { exists: '', termEnd: '' };

/** The first is the company itself. */
const begun = (units: readonly Unit[], company: string): UnitInput => ({
  name: units.length ? '' : company,
  layer: units.length ? 'subsidiary' : 'group',
  parent: '',
  bodies: {},
});

function inputOf({ fields }: Rec<'unit'>): UnitInput {
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

function UnitFields(props: {
  value: UnitInput;
  set: Draft<UnitInput>['set'];
  record: Rec<'unit'> | undefined;
  units: readonly Unit[];
}) {
  const { value, set, record, units } = props;
  const body = (name: Body, patch: Partial<BodyInput>): void =>
    set((before) => ({
      ...before,
      bodies: { ...before.bodies, [name]: { ...NOTHING, ...before.bodies[name], ...patch } },
    }));
  const under = record ? unitsUnder(record.id, units) : new Set<string>();
  const above = units.filter(({ id }) => !under.has(id));
  return (
    <>
      <div class="grid gap-3 sm:grid-cols-2">
        <TextField
          label={t('posts.unitName')}
          name="unitName"
          value={value.name}
          required
          onChange={(name) => set({ name })}
        />
        <SelectField
          label={t('record.unit.layer')}
          name="layer"
          value={value.layer}
          options={UNIT_LAYERS.map((layer) => ({
            value: layer,
            label: tDynamic(`record.value.layer.${layer}`),
          }))}
          onChange={(layer) => set({ layer })}
        />
        {above.length > 0 && (
          <SelectField
            label={t('record.unit.parent')}
            name="parent"
            value={value.parent}
            empty={t('posts.topmost')}
            options={above.map(({ id, fields }) => ({ value: id, label: fields.name }))}
            onChange={(parent) => set({ parent })}
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
    </>
  );
}
