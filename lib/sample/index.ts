import { noteLook } from '../governance/exhibit-looks';
import { tendExhibits } from '../governance/exhibits';
import { ANSWERS, itemRecordId, periodOf } from '../governance/item-id';
import {
  change,
  create,
  hashText,
  type Ledger,
  newId,
  openSpace,
  removeSample,
  showSpace,
  type Write,
} from '../ledger';
import { addDays, addMonths } from '../rules/calendar';
import { checklistPack, lifePack } from '../rules/packs';
import { termEndOf } from '../branch/branch';
import { type SamplePlan, dayOfMonth, joinedOn, monthWrites, sampleGroups, seeded } from './build';
import { addSampleCheck } from './algorithm';
import { fillCases } from './cases';
import { fillCompany } from './company';
import { consentWrites } from './consents';
import { floatingWrites } from './floating';
import { addSampleForm } from './form';
import { fillHeard } from './heard';
import { addSampleLists } from './lists';
import { outwardWrites } from './outward';
import { fillDues } from './dues';
import { appraisalWrites, rectificationWrites } from './org-life';
import { sampleMinutes } from './minutes';
import { PEOPLE } from './people';
import { requestWrites } from './requests';
import { fillRollups } from './rollups';
import { talkWrites } from './talks';
import { termWrites } from './terms';
import { yearlyWrites } from './yearly';
import { fillPlan, tickSteps } from './plan';
import { addSampleReading } from './reading';
import { reflectionWrites } from './reflections';
import { sampleReview } from './review';
import { ARTICLES } from './texts';

/** Months of life that the sample has behind it. */
const MONTHS = 13;

/**
 * Makes the fictional sample branch in a space of its own and shows it in every window. Its records go through the
 * same door as real ones. Their entry times are the sample's, so that 补记 can be seen.
 */
export async function openSampleBranch(own: Ledger, today: string): Promise<void> {
  await removeSample(own);
  const sample = await openSpace('sample');
  try {
    await fillSample(sample, today);
  } finally {
    sample.close();
  }
  await showSpace(own, 'sample');
}

/** Fills an empty ledger with the sample branch as of `today`. */
export async function fillSample(ledger: Ledger, today: string): Promise<void> {
  const memberIds = PEOPLE.map(() => newId());
  const groupIds = sampleGroups.map(() => newId());
  const companyId = newId();
  const branchId = newId();
  const by = memberIds[0] as string;
  const plan: SamplePlan = {
    today,
    memberIds,
    groupIds,
    clips: ARTICLES.map(() => newId()),
    random: seeded(28),
  };
  const termStart = addMonths(addDays(today, 40), -36);
  const founded = addMonths(termStart, -36);
  const enteredAt = `${addMonths(today, -MONTHS)}T01:30:00.000Z`;

  await ledger.setMeta('trackedSince', addMonths(`${today.slice(0, 7)}-01`, -MONTHS));
  await ledger.setMeta('backupEveryDays', 14);
  await ledger.commit(
    [
      create(
        'branch',
        {
          enteredAt,
          name: '示例出行第三党支部',
          company: '示例出行网络科技有限公司',
          companyId,
          superior: '中共示例出行网络科技有限公司委员会',
          form: 'single',
          hasCommittee: true,
          foundedOn: founded,
          termStart,
          termEnd: termEndOf(lifePack(), termStart),
        },
        branchId,
      ),
      ...sampleGroups.map((name, order) => create('partyGroup', { enteredAt, name, order }, groupIds[order])),
      ...PEOPLE.map((person, index) =>
        create(
          'member',
          {
            enteredAt,
            name: person.name,
            gender: person.gender,
            category: person.category,
            birth: `${person.born}-${String(1 + (index % 12)).padStart(2, '0')}`,
            education: at(['本科', '硕士研究生', '大专', '本科'], index),
            group: groupIds[person.group],
            joinedOn: joinedOn(today, index),
            job: person.job,
            employer: '示例出行网络科技有限公司',
            posts: person.posts,
            mobile: person.mobile ? true : undefined,
            mobileTo: person.mobile,
            exempt: person.exempt,
            standing: 'normal',
          },
          memberIds[index],
        ),
      ),
      ...termWrites(plan, termStart),
      ...floatingWrites(plan),
      ...consentWrites(plan),
    ],
    { label: 'branchCreate', by },
  );
  await ledger.commit(await clipWrites(ledger, plan), { label: 'clipSave', by });
  await addSampleReading(ledger, plan.clips);
  await fillPlan(ledger, today);
  for (let back = MONTHS - 1; back >= 0; back -= 1) {
    const writes = monthWrites(plan, back);
    if (writes.length) await ledger.commit(writes, { label: 'meetingRecord', by });
  }
  await ledger.commit(studyWrites(plan), { label: 'studyDeclare', by });
  await ledger.commit(reflectionWrites(plan), { label: 'reflectionWrite', by });
  const orgLife = (await ledger.list('meeting', { to: today, reverse: true })).find(
    ({ fields }) => fields.types.orgLife,
  );
  const before = orgLife && { id: orgLife.id, on: orgLife.fields.startsAt.slice(0, 10) };
  await ledger.commit(talkWrites(plan, before), { label: 'talkMany', by });
  if (before) {
    await ledger.commit(rectificationWrites(plan, before), { label: 'rectificationAdd', by });
    await ledger.commit(appraisalWrites(plan, before), { label: 'appraisalSave', by });
  }
  await ledger.commit(requestWrites(plan), { label: 'requestMany', by });
  const year = today.slice(0, 4);
  const general = (await ledger.list('meeting', { from: year, to: today })).find(
    ({ fields }) => fields.types.general,
  );
  const adopted = general && { id: general.id, on: general.fields.startsAt.slice(0, 10) };
  await ledger.commit(yearlyWrites(plan, adopted), { label: 'honourRecord', by });
  await ledger.commit(await checklistWrites(ledger, plan, companyId, termStart), {
    label: 'governanceAnswer',
    by,
  });
  await fillCases(ledger, plan, groupIds[2] as string, by);
  await ledger.commit(await outwardWrites(ledger, by, today), { label: 'filingMark', by });
  await tickSteps(ledger, today);
  await fillCompany(ledger, plan, by);
  await ledger.setMe({ member: by, role: 'secretary' });
  await fillHeard(ledger, today);
  await sampleExhibits(ledger);
  await sampleReview(ledger, PEOPLE[0]?.name ?? '', today);
  await sampleMinutes(ledger, today);
  await addSampleForm(ledger);
  await addSampleLists(ledger, plan);
  await fillDues(ledger, plan, branchId);
  await fillRollups(ledger, today);
  await addSampleCheck(ledger, { companyId, termStart }, today);
  await ledger.setMeta('lastBackupAt', ledger.clock.wall() - 9 * 86_400_000);
}

/** Exhibits of the evidence, all looked at; one of the records changed after that. */
async function sampleExhibits(ledger: Ledger): Promise<void> {
  await tendExhibits(ledger);
  await noteLook(ledger, await ledger.list('exhibit'));
  const [item] = await ledger.linked('item:E3', 'governanceItem');
  const [proof] = Object.keys(item?.fields.evidence ?? {});
  const record = proof && (await ledger.get('meeting', proof));
  if (!record) return;
  const mode = record.fields.mode === 'hybrid' ? 'inPerson' : 'hybrid';
  await ledger.commit([change(record, { mode })], { label: 'meetingEdit' });
  await tendExhibits(ledger);
}

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

async function clipWrites(ledger: Ledger, plan: SamplePlan): Promise<Write[]> {
  return Promise.all(
    ARTICLES.map(async (article, index) => {
      const third = dayOfMonth(plan.today, index, 3);
      const day = third < plan.today ? third : addDays(plan.today, -1);
      const text = article.paragraphs.join('');
      const html = article.paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
      const quotation = article.paragraphs[1];
      const address = `https://news.example.com/${day.slice(0, 7)}/${100 + index}.html`;
      return create(
        'clip',
        {
          enteredAt: `${day}T02:0${index}:00.000Z`,
          title: article.title,
          url: address,
          siteName: article.source,
          source: article.source,
          author: article.author || undefined,
          published: `${addDays(day, -1)} 09:46`,
          coverage: 'article',
          edition: index === 1 ? `${article.source} ${addDays(day, -1)} 第 04 版` : undefined,
          // An article of which the second page was not taken yet.
          parts:
            index === 2
              ? {
                  '1': { url: address, at: `${day}T02:0${index}:00.000Z`, hash: hashText(text) },
                  '2': { url: address.replace('.html', '_2.html') },
                }
              : undefined,
          excerpt: text.slice(0, 120),
          length: text.length,
          body: await ledger.putBlob(new Blob([html], { type: 'text/html;charset=utf-8' })),
          textHash: hashText(text),
          listMonth: index === 0 ? plan.today.slice(0, 7) : day.slice(0, 7),
          note: index === 0 ? '和我们站点的情况很像，放到主题党日讨论。' : undefined,
          quotations: quotation
            ? { [newId()]: { text: quotation, at: `${day}T02:0${index}:00.000Z` } }
            : undefined,
        },
        plan.clips[index],
      );
    }),
  );
}

function studyWrites(plan: SamplePlan): Write[] {
  const year = plan.today.slice(0, 4);
  const writes: Write[] = [];
  for (const [index, member] of plan.memberIds.entries()) {
    const count = index % 4;
    for (let step = 0; step < count; step += 1) {
      const on = dayOfMonth(plan.today, step + 1, 20);
      if (!on.startsWith(year)) continue;
      const waiting = step === 0 && index % 7 === 1;
      writes.push(
        create('studyLog', {
          enteredAt: `${on}T12:00:00.000Z`,
          member,
          on,
          form: at(['self', 'training', 'online', 'collective'] as const, index + step),
          clip: plan.clips[(index + step) % plan.clips.length],
          hours: at([1, 4, 2, 1.5], index + step),
          state: waiting ? 'declared' : 'confirmed',
          decidedBy: waiting ? undefined : plan.memberIds[2],
          decidedOn: waiting ? undefined : addDays(on, 2),
        }),
      );
    }
  }
  // One that came back: what was studied has to be named.
  const returned = addDays(plan.today, -6);
  if (returned.startsWith(year))
    writes.push(
      create('studyLog', {
        enteredAt: `${returned}T12:00:00.000Z`,
        member: plan.memberIds[0] as string,
        on: returned,
        form: 'training',
        subject: '网络课',
        minutes: 90,
        hours: 2,
        state: 'returned',
        decidedBy: plan.memberIds[2],
        decidedOn: addDays(returned, 2),
        returnReason: '请写明课程名称和举办单位',
      }),
    );
  return writes;
}

async function checklistWrites(
  ledger: Ledger,
  plan: SamplePlan,
  companyId: string,
  termStart: string,
): Promise<Write[]> {
  const pack = await checklistPack();
  const meetings = await ledger.list('meeting', { reverse: true, to: plan.today, limit: 6 });
  const answers: [string, 'met' | 'partly' | 'notMet', 'met' | 'partly' | 'notMet', string?][] = [
    ['A1', 'met', 'met'],
    ['A2', 'met', 'partly', '经费写进了章程，场地还没有落实到制度。'],
    ['B1', 'partly', 'partly', '五名班子成员中三名进入了治理层。'],
    ['C4', 'met', 'partly'],
    ['D1', 'met', 'met'],
    ['D2', 'partly', 'notMet', '本季度经营会没有通知列席。'],
    ['E3', 'met', 'met'],
    ['E6', 'met', 'partly', '上季度党员大会没有记录。'],
    ['F3', 'partly', 'partly'],
    ['F7', 'met', 'met'],
    ['G6', 'met', 'met'],
  ];
  return answers.flatMap(([code, design, effect, reason], index) => {
    const item = pack.items.find((entry) => entry.code === code);
    const period = item && periodOf(item, plan.today, termStart);
    if (!period) return [];
    const proof = code.startsWith('E') ? meetings[index % meetings.length] : undefined;
    return [
      create(
        'governanceItem',
        {
          companyId,
          item: code,
          period,
          design,
          effect,
          reason,
          rectification: code === 'D2' ? '请办公室把党支部书记列入经营会固定列席名单。' : undefined,
          owner: plan.memberIds[(index % 4) + 1],
          nextReview: addDays(plan.today, index === 5 ? 3 : 20 + index * 9),
          evidence: proof
            ? { [proof.id]: { record: { kind: 'meeting', id: proof.id }, addedOn: plan.today } }
            : undefined,
        },
        itemRecordId({ companyId, packId: ANSWERS, item: code, period }),
      ),
    ];
  });
}
