import { create, type Write } from '../ledger';
import { addMonths } from '../rules/calendar';

/** Consents of the sample: most in writing, one for a hand-over, one withdrawn. */
export function consentWrites(plan: { today: string; memberIds: readonly string[] }): Write[] {
  const { today, memberIds } = plan;
  const enteredAt = `${addMonths(today, -12)}T02:00:00.000Z`;
  const asked = addMonths(today, -12);
  return [
    ...memberIds
      .slice(0, 12)
      .map((member) =>
        create('consent', { enteredAt, member, scope: 'general', form: 'written', givenOn: asked }),
      ),
    create('consent', {
      enteredAt: `${addMonths(today, -7)}T02:00:00.000Z`,
      member: memberIds[19] as string,
      scope: 'handover',
      form: 'written',
      givenOn: addMonths(today, -7),
    }),
    create('consent', {
      enteredAt,
      member: memberIds[9] as string,
      scope: 'publication',
      form: 'electronic',
      givenOn: asked,
      withdrawnOn: addMonths(today, -3),
    }),
  ];
}
