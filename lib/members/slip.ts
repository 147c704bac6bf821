import * as z from 'zod/mini';
import { create, type Ledger, newId, type Rec } from '../ledger';
import { kindOfBackup, openBackup, sealBlob } from '../exchange/backup';
import { fileName } from '../exchange/sheet-write';
import { t, tDynamic } from '../i18n';
import { Fault } from '../records/fault';
import { date, partialDate } from '../records/kind';
import { MEMBER_CATEGORIES } from '../records/member';
import type { Floating } from './floating';

/** Version of the slip's JSON. Raised only when an older program could not read it rightly. */
const VERSION = 1;
const text = z.optional(z.string().check(z.maxLength(400)));

/** What a hand-over slip says: who belongs to which branch and lives where. Never an identity number. */
const slipSchema = z.object({
  kind: z.literal('floating-slip'),
  version: z.number(),
  /** Names the slip: taken in once. */
  id: z.string().check(z.minLength(8), z.maxLength(64)),
  madeOn: date,
  from: z.object({ branch: z.string(), superior: text }),
  person: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(40)),
    gender: z.optional(z.enum(['male', 'female'])),
    category: z.enum(MEMBER_CATEGORIES),
    joinedOn: z.optional(partialDate),
    phone: text,
  }),
  floating: z.object({
    since: date,
    region: text,
    reason: text,
    certificate: text,
    organization: text,
    liaison: text,
  }),
  /** Day on which the person agreed to the hand-over. */
  consentOn: z.optional(date),
});
export type Slip = z.infer<typeof slipSchema>;

/** The slip of a member who is away, from what the ledger holds. The phone number goes along only when asked. */
export function slipOf(about: {
  record: Floating;
  member: Rec<'member'>;
  branch: Rec<'branch'> | undefined;
  nameOf: (idOrName: string) => string;
  today: string;
  withPhone: boolean;
  consentOn?: string;
}): Slip {
  const { record, member, branch, nameOf } = about;
  const { since, region, reason, certificate, organization, liaison } = record.fields;
  return {
    kind: 'floating-slip',
    version: VERSION,
    id: newId(),
    madeOn: about.today,
    from: { branch: branch?.fields.name ?? '', superior: branch?.fields.superior },
    person: {
      name: member.fields.name,
      gender: member.fields.gender,
      category: member.fields.category,
      joinedOn: member.fields.joinedOn,
      phone: about.withPhone ? member.fields.phone : undefined,
    },
    floating: {
      since,
      region,
      reason,
      certificate,
      organization,
      liaison: liaison && nameOf(liaison),
    },
    consentOn: about.consentOn || undefined,
  };
}

/**
 * Seals a slip: a zip with a readable text and the JSON, under a passphrase in the public age format. Opened with
 * any `age` program too.
 */
export async function sealSlip(
  slip: Slip,
  passphrase: string,
  at: number,
): Promise<{ blob: Blob; name: string }> {
  const { startZip } = await import('../exchange/backup/zip');
  const zip = startZip(at);
  const add = (name: string, content: string) =>
    zip.sink.write({ name, packed: false }, new Blob([content]).stream());
  await add('README.txt', readme(slip));
  // The name by which every container of this program is known.
  await add('manifest.json', `${JSON.stringify(slip, null, 2)}\n`);
  const blob = await sealBlob(await zip.finish(), passphrase);
  return {
    blob,
    name: fileName([t('members.slip.name'), slip.person.name, slip.madeOn], 'slip.age'),
  };
}

function readme(slip: Slip): string {
  const line = (label: string, value: string | undefined): string[] => (value ? [`${label}：${value}`] : []);
  return [
    t('members.slip.name'),
    '',
    ...line(t('members.slip.from'), [slip.from.superior, slip.from.branch].filter(Boolean).join(' ')),
    ...line(t('members.col.name'), slip.person.name),
    ...line(t('members.col.category'), tDynamic(`exchange.member.category.${slip.person.category}`)),
    ...line(t('members.flow.since.out'), slip.floating.since),
    ...line(t('members.flow.region.out'), slip.floating.region),
    ...line(t('members.flow.organization.out'), slip.floating.organization),
    ...line(t('members.flow.certificate'), slip.floating.certificate),
    ...line(t('members.flow.liaison'), slip.floating.liaison),
    ...line(t('members.slip.madeOn'), slip.madeOn),
    '',
    t('members.slip.readme'),
    '',
  ].join('\r\n');
}

/** What the container's faults mean for a slip. */
const MEANING: Record<string, string> = {
  E501: 'E151',
  E502: 'E152',
  E503: 'E152',
  E504: 'E150',
  E506: 'E150',
  E507: 'E150',
  E508: 'E150',
};

/**
 * Opens a slip for a preview; writes nothing. Throws E150 (not a sealed slip), E151 (wrong passphrase), E152 (cut
 * short or damaged), E153 (made by a newer version).
 */
export async function openSlip(file: Blob, passphrase: string): Promise<Slip> {
  try {
    // An open zip could be written by anybody; a slip is always under a passphrase.
    if ((await kindOfBackup(file)) !== 'encrypted') throw new Fault('E150');
    const source = await openBackup(file, passphrase);
    const stream = await source.open('manifest.json');
    return parseSlip(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).text());
  } catch (thrown) {
    const code = thrown instanceof Fault ? MEANING[thrown.code] : undefined;
    if (code) throw new Fault(code, {}, { cause: thrown });
    throw thrown;
  }
}

/** Reads the JSON of a slip. Throws E150, E152, E153. */
export function parseSlip(json: string): Slip {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (thrown) {
    throw new Fault('E152', {}, { cause: thrown });
  }
  const head = z.looseObject({ kind: z.literal('floating-slip'), version: z.number() }).safeParse(value);
  if (!head.success) throw new Fault('E150');
  if (head.data.version > VERSION) throw new Fault('E153');
  const result = slipSchema.safeParse(value);
  if (!result.success) throw new Fault('E152', {}, { cause: result.error });
  return result.data;
}

/** True when a slip was taken in before. */
export const isTaken = async (ledger: Ledger, slip: Slip): Promise<boolean> =>
  (await ledger.countLinked(`slip:${slip.id}`)) > 0;

/** Takes a slip in as a mobile member who lives here. Throws E154 when it was taken in before. */
export async function takeSlip(ledger: Ledger, slip: Slip, today: string) {
  if (await isTaken(ledger, slip)) throw new Fault('E154');
  const { floating, person, from } = slip;
  return ledger.commit(
    [
      create('floatingRecord', {
        direction: 'in',
        name: person.name,
        phone: person.phone,
        since: floating.since,
        region: floating.region,
        reason: floating.reason,
        certificate: floating.certificate,
        organization: [from.superior, from.branch].filter(Boolean).join(' ') || undefined,
        reportedOn: today,
        slip: slip.id,
        note: floating.liaison ? t('members.slip.theirLiaison', { name: floating.liaison }) : undefined,
      }),
    ],
    { label: 'floatingSlip' },
  );
}
