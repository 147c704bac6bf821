import { takeOver, takeOvers } from '../company/take-over';
import { create, type Ledger, newId, type Write } from '../ledger';
import type { FieldsOf } from '../records';
import { addDays, addMonths } from '../rules/calendar';

type Line = Omit<FieldsOf<'appointment'>, 'companyId'>;

/** Units of the sample's company and who holds which position there; those of the branch come from its roster. */
export async function fillCompany(
  ledger: Ledger,
  plan: { today: string; memberIds: readonly string[] },
  by: string,
): Promise<void> {
  const [branch] = await ledger.list('branch');
  if (!branch) return;
  const { companyId, termStart = plan.today } = branch.fields;
  const { today } = plan;
  const enteredAt = `${addMonths(today, -10)}T02:00:00.000Z`;
  const [group, daughter] = [newId(), newId()];
  const units: Write[] = [
    create(
      'unit',
      {
        enteredAt,
        companyId,
        name: branch.fields.company,
        layer: 'group',
        order: 0,
        bodies: {
          board: { exists: true, seats: 5, termEnd: addDays(today, 400) },
          management: { exists: true, seats: 4 },
          supervisors: { exists: false },
          auditCommittee: { exists: true },
          union: { exists: true },
        },
      },
      group,
    ),
    create(
      'unit',
      { enteredAt, companyId, name: '示例同城配送有限公司', layer: 'subsidiary', parent: group, order: 1 },
      daughter,
    ),
  ];
  const member = (index: number, name: string) => ({ person: plan.memberIds[index] as string, name });
  const outside = (name: string) => ({ person: newId(), name });
  const board = '示例股东会决议〔2024〕3 号';
  const chair = outside('示例甲');
  const lines: Line[] = [
    // From the Party side into management, with everything on file.
    {
      ...member(0, '陈立夏'),
      unit: group,
      body: 'management',
      position: '合规总监',
      from: addMonths(termStart, 7),
      how: 'hired',
      basis: '示例董事会决议〔2024〕6 号',
      conflictOn: addMonths(termStart, 7),
    },
    // The other way round; what was declared is on file.
    {
      ...member(1, '周一鸣'),
      unit: group,
      body: 'board',
      position: '董事',
      from: addMonths(termStart, -20),
      termEnd: addDays(today, 400),
      how: 'elected',
      basis: board,
      conflict: '亲属在示例合作企业任职，涉及该企业的事项回避',
      conflictOn: addMonths(termStart, -20),
    },
    // Nobody wrote down since when.
    { ...member(2, '何小满'), unit: group, body: 'union', position: '工会主席', how: 'elected' },
    {
      ...chair,
      unit: group,
      body: 'board',
      position: '董事长',
      from: addMonths(today, -50),
      termEnd: addDays(today, 400),
      how: 'elected',
      basis: board,
    },
    {
      ...outside('示例乙'),
      unit: group,
      body: 'management',
      position: '总经理',
      from: addMonths(today, -38),
      termEnd: addDays(today, -45),
      how: 'hired',
    },
    {
      ...outside('示例丙'),
      unit: group,
      body: 'auditCommittee',
      position: '委员',
      from: addMonths(today, -12).slice(0, 7),
      basis: '示例董事会决议〔2025〕2 号',
      party: 'no',
    },
    {
      ...outside('示例丁'),
      unit: group,
      body: 'supervisors',
      position: '监事',
      from: addMonths(today, -46),
      to: addMonths(today, -8),
      basis: board,
    },
    {
      ...chair,
      unit: daughter,
      body: 'board',
      position: '执行董事',
      from: addMonths(today, -30),
      basis: '示例任命书',
    },
  ];
  await ledger.commit(units, { label: 'unitAdd', by });
  await ledger.commit(
    lines.map((line) => create('appointment', { enteredAt, companyId, ...line })),
    { label: 'appointmentAdd', by },
  );
  const offers = await takeOvers(ledger, branch.fields, today);
  // One is left to be taken over by whoever tries it.
  await takeOver(ledger, offers.slice(0, -1));
}
