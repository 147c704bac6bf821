import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSlip } from '../../../lib/members/slip';
import { Fault } from '../../../lib/records/fault';

it('whatever JSON a slip holds, it is read whole or refused with a code', () => {
  const near = fc.record(
    {
      kind: fc.constantFrom('floating-slip', 'other'),
      version: fc.constantFrom(1, 2, '1', null),
      id: fc.oneof(fc.uuid(), fc.string()),
      madeOn: fc.constantFrom('2026-11-25', '25.11.2026', 3),
      from: fc.record({ branch: fc.string() }, { requiredKeys: [] }),
      person: fc.record(
        { name: fc.string(), category: fc.constantFrom('full', 'king'), phone: fc.anything() },
        { requiredKeys: [] },
      ),
      floating: fc.record({ since: fc.constantFrom('2026-01-01', '') }, { requiredKeys: [] }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(near, fc.jsonValue()), (value) => {
      try {
        const slip = parseSlip(JSON.stringify(value) ?? '');
        expect(slip.person.name.length).toBeGreaterThan(0);
        expect(slip.floating.since).toMatch(/^\d{4}-\d\d-\d\d$/);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Fault);
        expect(['E150', 'E152', 'E153']).toContain((thrown as Fault).code);
      }
    }),
  );
});
