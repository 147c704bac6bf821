import type { Ledger } from '../ledger';
import { deadlines, markStep } from '../plan/deadlines';
import { addPlan, previewPlan } from '../plan/year';
import { addDays } from '../rules/calendar';

/**
 * Lays out the sample's year as a branch does in January, before anything of it was held: what has been held since then
 * settles its items, and what was left out is seen.
 */
export async function fillPlan(ledger: Ledger, today: string): Promise<void> {
  const year = Number(today.slice(0, 4));
  const preview = await previewPlan(ledger, {
    year,
    today: `${year}-01-01`,
    choices: { themeDay: { day: 15 }, lectureOnThemeDay: true, appraisalWithOrgLife: true },
  });
  await addPlan(ledger, preview);
}

/** The first steps of the sample's election are done; the reply of the superior organization is still awaited. */
export async function tickSteps(ledger: Ledger, today: string): Promise<void> {
  const steps = (await deadlines(ledger, today)).filter((line) => line.track.id === 'election' && line.due);
  for (const step of steps.slice(0, 2)) {
    await markStep(ledger, step, { doneOn: addDays(step.due as string, 3) });
  }
}
