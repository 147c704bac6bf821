import { newClause, saveCharter } from '../company/charter/charters';
import { suggestElements } from '../company/charter/elements';
import { splitCharter } from '../company/charter/split-text';
import { companyList, takeOffered } from '../company/heard/listed';
import { EMPTY_MATTER, type MatterInput, saveMatter } from '../company/heard/matters';
import type { Ledger } from '../ledger';
import { addDays, addMonths, dateOf } from '../rules/calendar';
import { companyInForce } from '../rulebook/whole-packs';

const OLD = `示例出行有限公司章程（节选）
第二章 党的组织
第八条 公司根据中国共产党章程的规定，设立党的组织，开展党的活动。
第九条 党组织引导和监督公司遵守法律法规，团结凝聚职工群众，维护各方合法权益。
第十条 公司为党组织的活动提供必要条件，活动场所由公司安排。`;
const NOW = `示例出行有限公司章程（节选）
第二章 党的组织
第八条 公司根据中国共产党章程的规定，设立党的组织，开展党的活动。
第九条 党组织引导和监督公司遵守法律法规，团结凝聚职工群众，维护各方合法权益，促进公司健康发展。
第十条 公司为党组织的活动提供必要条件，活动场所和时间由公司安排。
第十条之一 党组织活动经费列入公司年度预算。
第十一条 涉及职工切身利益、合规、安全、算法等事项，董事会、经理层决策前听取党组织意见，并予以答复。`;

/** 党建入章程 and 参与决策 of the sample's company: two versions, a list, and matters that show every state. */
export async function fillHeard(ledger: Ledger, today: string): Promise<void> {
  const [branch] = await ledger.list('branch');
  if (!branch) return;
  const { companyId } = branch.fields;
  const pack = await companyInForce(ledger);
  const clausesOf = (text: string) =>
    splitCharter(text).clauses.map((clause) =>
      newClause({ ...clause, part: clause.part ?? '', elements: suggestElements(pack, clause) }),
    );
  const version = { unit: '', sha256: '', note: '' };
  await saveCharter(ledger, companyId, {
    ...version,
    version: '示例章程 第一版',
    adoptedOn: addMonths(today, -40),
    resolution: '示例股东会决议〔2023〕2 号',
    registeredOn: addMonths(today, -39),
    registration: '示例登记〔2023〕17 号',
    clauses: clausesOf(OLD),
    place: '示例法务部档案柜',
  });
  await saveCharter(ledger, companyId, {
    ...version,
    version: '示例章程 修订版',
    adoptedOn: addMonths(today, -5),
    resolution: '示例股东会决议 5 号',
    registeredOn: addMonths(today, -4),
    registration: '',
    clauses: clausesOf(NOW),
    place: '示例法务部档案柜',
  });
  // Two lines are left to be taken by whoever tries it.
  await takeOffered(
    ledger,
    companyId,
    pack,
    pack.matters.slice(0, 4).filter((_, index) => index !== 1),
    {
      today: addMonths(today, -12),
      order: 0,
    },
  );
  const [workers, safety, algorithm] = await companyList(ledger, companyId);
  const held = (await ledger.list('meeting', { to: `${today}T00`, reverse: true, limit: 80 })).filter(
    ({ fields }) => fields.types.committee,
  );
  const at = (back: number): { meeting: string; opinionOn: string } => {
    const meeting = held[Math.min(back, held.length - 1)];
    return meeting
      ? { meeting: meeting.id, opinionOn: dateOf(meeting.fields.startsAt) }
      : { meeting: '', opinionOn: addMonths(today, -back) };
  };
  const enter = (matter: Partial<MatterInput>) =>
    saveMatter(ledger, companyId, { ...EMPTY_MATTER, ...matter });
  const first = at(5);
  await enter({
    ...first,
    title: '恶劣天气配送时限调整',
    listed: algorithm?.id,
    opinion: '建议恶劣天气下自动延长时限，并提前公布规则。',
    body: 'management',
    decidedOn: addDays(first.opinionOn, 9),
    decision: '同意，恶劣天气时限延长三成。',
    document: '示例经理办公会纪要 12 号',
    adopted: 'full',
    answer: '已写入规则，公布后施行。',
    answeredOn: addDays(first.opinionOn, 12),
    dueOn: addDays(first.opinionOn, 40),
    followUp: '规则已上线，抽查示例站点三处。',
    followedOn: addDays(first.opinionOn, 30),
  });
  const second = at(3);
  await enter({
    ...second,
    title: '示例站点夜间照明改造',
    listed: safety?.id,
    opinion: '建议先改造事故较多的两处站点。',
    body: 'management',
    decidedOn: addDays(second.opinionOn, 6),
    decision: '先改造一处。',
    document: '示例经理办公会纪要 15 号',
    adopted: 'partly',
    answer: '预算所限，另一处列入下一年度。',
    answeredOn: addDays(second.opinionOn, 8),
    dueOn: addDays(today, 20),
  });
  const third = at(2);
  const director = (await ledger.list('appointment')).find(
    ({ fields }) => fields.companyId === companyId && fields.conflict,
  );
  await enter({
    ...third,
    title: '考勤与休息制度修订',
    listed: workers?.id,
    opinion: '建议征求职工意见后再定。',
    body: 'board',
    decidedOn: addDays(third.opinionOn, -4),
    decision: '通过修订稿。',
    document: '示例董事会决议 8 号',
    adopted: 'no',
    answer: '修订稿已征求职工代表意见。',
    answeredOn: addDays(third.opinionOn, 3),
    recusals: director
      ? [
          {
            person: director.fields.person,
            name: director.fields.name,
            reason: '亲属在受影响的示例合作企业任职',
          },
        ]
      : [],
  });
  await enter({
    title: '年度派单规则调整',
    listed: algorithm?.id,
    body: 'board',
    decidedOn: addMonths(today, -2),
    decision: '通过调整方案。',
  });
  await enter({
    ...at(1),
    title: '职工食堂补贴方案',
    listed: workers?.id,
    opinion: '同意提交职工代表大会讨论。',
  });
}
