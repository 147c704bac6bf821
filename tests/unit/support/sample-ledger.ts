import { change, create, type Ledger, remove } from '../../../lib/ledger';

/** A small ledger with everything in it that a backup must carry. Returns the ids of its records. */
export async function fillLedger(ledger: Ledger): Promise<{ member: string; meeting: string; gone: string }> {
  const member = create('member', { name: '示例甲', category: 'full', job: '调度' });
  const gone = create('member', { name: '示例乙', category: 'probationary' });
  await ledger.commit([member, gone], { label: 'roster.import' });
  const scan = await ledger.putBlob(new Blob(['示例扫描件'], { type: 'application/pdf' }));
  const meeting = create('meeting', {
    types: { themeDay: true },
    startsAt: '2026-11-25T15:00',
    place: '三号会议室',
    minutes: '逐字记录。'.repeat(4000),
    attendance: { [member.id]: { state: 'present' } },
    attachments: { s1: { ...scan, name: '签到表.pdf', role: 'scan' } },
  });
  await ledger.commit([meeting], { label: 'life.record' });
  const first = (await ledger.get('meeting', meeting.id))!;
  const { n } = await ledger.commit([change(first, { place: '一楼大厅' })], { label: 'life.change' });
  await ledger.undo(n!);
  const other = (await ledger.get('member', gone.id))!;
  await ledger.commit([remove(other)], { label: 'roster.remove' });
  await ledger.drafts.put({
    id: 'meeting:new',
    form: 'meeting',
    title: '支委会',
    route: '/life/new',
    data: { place: '二楼' },
  });
  await ledger.setMeta('backupEveryDays', 30);
  await ledger.setMeta('columnMaps', { a: { 姓名: 'name' } });
  return { member: member.id, meeting: meeting.id, gone: gone.id };
}
