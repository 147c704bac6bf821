import { create, type Ledger, newId, type Write } from '../ledger';
import type { CaseReview, CaseStep } from '../records/development';
import { addDays, addMonths, weekday } from '../rules/calendar';
import { developmentPack } from '../rules/development-pack';

/** Somebody in the process of admission: how long ago, in months, the steps were. */
interface Story {
  person:
    number | { name: string; category: 'activist' | 'applicant'; job: string; gender: 'male' | 'female' };
  stage: string;
  /** Months before today, by step; fractions of a month are thirds. */
  steps: Record<string, number>;
  reviews: number[];
  mentors: number[];
  sponsors: number[];
  /** Steps whose documents are not all there. */
  lacking: string[];
}

const STORIES: readonly Story[] = [
  {
    person: 25,
    stage: 'probation',
    steps: {
      application: 34,
      talk: 33.4,
      activist: 28,
      activistFiling: 27.7,
      mentors: 27.7,
      candidate: 10,
      candidateFiling: 9.4,
      sponsors: 9.4,
      politicalReview: 8,
      training: 7.4,
      committeeReview: 6.7,
      preReview: 6,
      form: 5.4,
      admissionMeeting: 5,
      superiorTalk: 4.4,
      approval: 3.7,
      orgFiling: 3.4,
      assign: 3.4,
      oath: 2,
    },
    reviews: [22, 16, 11],
    mentors: [5, 6],
    sponsors: [5, 6],
    lacking: ['politicalReview'],
  },
  {
    person: { name: '示例·苗青', category: 'activist', job: '骑手', gender: 'female' },
    stage: 'activist',
    steps: { application: 14, talk: 13.4, activist: 8, activistFiling: 7.7, mentors: 7.7 },
    reviews: [],
    mentors: [2],
    sponsors: [],
    lacking: ['activist'],
  },
  {
    person: { name: '示例·余晖', category: 'applicant', job: '商家运营', gender: 'male' },
    stage: 'apply',
    steps: { application: 0.7 },
    reviews: [],
    mentors: [],
    sponsors: [],
    lacking: [],
  },
];

/** Days of a step: whole months back, then thirds of one, moved off the weekend. */
function dayBack(today: string, months: number): string {
  const whole = Math.floor(months);
  const day = addDays(addMonths(today, -whole), -Math.round((months - whole) * 30));
  return addDays(day, weekday(day) === 6 ? -1 : weekday(day) === 7 ? -2 : 0);
}

/** The admission cases of the sample branch, with two people on the roster who are not members yet. */
async function caseWrites(
  plan: { today: string; memberIds: readonly string[] },
  groupId: string,
): Promise<Write[]> {
  const pack = await developmentPack();
  return STORIES.flatMap((story): Write[] => {
    const writes: Write[] = [];
    const back = (months: number): string => dayBack(plan.today, months);
    const began = back(story.steps.application ?? 1);
    const enteredAt = `${addDays(began, 1) < plan.today ? addDays(began, 1) : began}T03:00:00.000Z`;
    let member: string;
    if (typeof story.person === 'number') member = plan.memberIds[story.person] as string;
    else {
      member = newId();
      writes.push(
        create('member', { ...story.person, enteredAt, group: groupId, standing: 'normal' }, member),
      );
    }
    const steps: Record<string, CaseStep> = {};
    const documents: Record<string, { on?: string }> = {};
    for (const step of pack.steps) {
      const months = story.steps[step.id];
      if (months === undefined) continue;
      const on = back(months);
      steps[step.id] = step.span ? { on, from: addDays(on, -10), until: addDays(on, -2) } : { on };
      if (step.hours) Object.assign(steps[step.id] as CaseStep, { hours: 24 });
      for (const [index, document] of step.documents.entries()) {
        if (index || !story.lacking.includes(step.id)) documents[`${step.id}:${document.id}`] = {};
      }
    }
    const helpers = (people: readonly number[], from: string | undefined) =>
      Object.fromEntries(
        people.map((person, order) => [newId(), { person: plan.memberIds[person] as string, from, order }]),
      );
    const reviews: Record<string, CaseReview> = {};
    for (const months of story.reviews) {
      reviews[newId()] = {
        on: back(months),
        by: plan.memberIds[story.mentors[0] ?? 0],
        text: '按时参加学习，工作认真，主动承担志愿服务（示例）。',
      };
    }
    writes.push(
      create('developmentCase', {
        enteredAt,
        member,
        stage: story.stage,
        steps,
        documents,
        mentors: helpers(story.mentors, steps.mentors?.on),
        sponsors: helpers(story.sponsors, steps.sponsors?.on),
        reviews,
      }),
    );
    return writes;
  });
}

/** Puts the admission cases into an empty sample. */
export const fillCases = async (
  ledger: Ledger,
  plan: { today: string; memberIds: readonly string[] },
  groupId: string,
  by: string,
): Promise<void> => {
  await ledger.commit(await caseWrites(plan, groupId), { label: 'caseStart', by });
};
