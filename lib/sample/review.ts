import { answerItem, refOf } from '../governance/checklist';
import { emptyForm, entryOf, type EvidenceForm } from '../governance/evidence-entry';
import { saveEvidence, useEvidenceFor } from '../governance/evidence-uses';
import { hashText, type Ledger } from '../ledger';
import {
  createFinding,
  declareFinding,
  findingsOf,
  lookAgain,
  planFinding,
  proveFinding,
  signedFindings,
} from '../review/findings';
import { stateOfItem } from '../review/item-state';
import { signReview } from '../review/sign';
import { takeStep } from '../review/steps';
import { addDays } from '../rules/calendar';
import { checklistPack } from '../rules/packs';

/** Some items handed over: one waits, one was returned, one is signed, and one changed after it was signed. */
export async function sampleReview(ledger: Ledger, name: string, today: string): Promise<void> {
  const pack = await checklistPack();
  const answered = (await ledger.list('governanceItem'))
    .filter(({ fields }) => fields.design && fields.effect && !fields.eventOn)
    .sort((a, b) => (a.fields.item < b.fields.item ? -1 : 1));
  await sampleEvidence(ledger, answered, today);
  for (const [at, old] of answered.slice(0, 4).entries()) {
    const item = (await ledger.get('governanceItem', old.id)) ?? old;
    const asked = pack.items.find(({ code }) => code === item.fields.item);
    if (!asked) continue;
    await takeStep(ledger, { item, asked, step: 'submitted', name });
    if (at === 1)
      await takeStep(ledger, { item, asked, step: 'returned', text: '请补上最近一次会议的签到名单。', name });
    if (at < 2) continue;
    if (at === 2) await sampleFindings(ledger, item, today);
    const { hash } = await stateOfItem(ledger, item, asked);
    await signReview(ledger, {
      item,
      asked,
      shown: hash,
      design: item.fields.design,
      effect: item.fields.effect,
      note: '看过所附证据，与填报一致。',
      findings: signedFindings(await findingsOf(ledger, item.id)),
      name,
      role: '书记',
      // Whoever answered these items signs them here: the sample branch has nobody else.
      independent: false,
    });
    if (at === 3) {
      const ref = refOf(item.fields, item.fields.item, item.fields.period);
      await answerItem(ledger, ref, item, { reason: '负责人调整，台账由组织委员保管。' });
    }
  }
}

type Item = Parameters<typeof createFinding>[1];

/** A link that two items show, words of a law, and a contract that stays in the archive and is about to end. */
async function sampleEvidence(ledger: Ledger, items: readonly Item[], today: string): Promise<void> {
  const [first, second, third] = items;
  if (!first || !second || !third) return;
  const refTo = ({ fields }: Item) => refOf(fields, fields.item, fields.period);
  const entry = (form: Partial<EvidenceForm> & Pick<EvidenceForm, 'type'>) =>
    entryOf({ ...emptyForm(form.type, today), ...form }, undefined, today);
  const shared = await saveEvidence(
    ledger,
    refTo(first),
    entry({
      type: 'link',
      link: 'https://example.com/zhangcheng',
      title: '示例出行公司章程（公示）',
      note: '章程写有党建内容',
      revision: '2026 年修订',
    }),
  );
  await useEvidenceFor(ledger, refTo(first), shared.id, [refTo(second)], today);
  await saveEvidence(
    ledger,
    refTo(first),
    entry({
      type: 'quote',
      quote: '公司应当为党组织的活动提供必要条件。',
      title: '《中华人民共和国公司法》',
      page: '第十八条',
    }),
  );
  await saveEvidence(
    ledger,
    refTo(third),
    entry({
      type: 'original',
      title: '党建经费托管协议',
      place: '公司档案室 B3 柜',
      keeper: '综合部',
      sha256: hashText('示例协议'),
      validFrom: addDays(today, -350),
      validTo: addDays(today, 15),
    }),
  );
}

/** One finding that is open, one that waits for a second look, one that was confirmed. */
async function sampleFindings(ledger: Ledger, item: Item, today: string): Promise<void> {
  const { owner } = item.fields;
  await createFinding(ledger, item, {
    problem: '名单没有写明更新日期。',
    risk: 'low',
    foundOn: today,
    owner,
    dueOn: addDays(today, 20),
  });
  const put = async (problem: string, back: number, measure: string, result: string) => {
    const foundOn = addDays(today, -back);
    const id = await createFinding(ledger, item, { problem, risk: 'medium', foundOn, owner });
    await planFinding(ledger, id, { owner: owner ?? '', dueOn: addDays(today, -5), measure });
    const proof = { quote: result, title: '更新后的任职名单', addedOn: today };
    await proveFinding(ledger, id, `proof-${back}`, proof);
    await declareFinding(ledger, id, { on: addDays(today, -6), result, today });
    return id;
  };
  await put('两名成员的任期没有登记。', 30, '由组织委员补登任期。', '已补登两人任期。');
  const id = await put('任职名单没有负责人签字。', 60, '换届后补签。', '负责人已签字。');
  await lookAgain(ledger, id, { on: today, confirmed: true, text: '看过签字页，属实。', today });
}
