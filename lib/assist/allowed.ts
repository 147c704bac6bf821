import type { Ledger, Rec } from '../ledger';
import { type Looked, partsIn, type TextParts } from '../study/analysis';

/**
 * The kinds of record of which anything may be sent to a model: a list of what is allowed, so that a kind that is added
 * later is not. Talks, reflections, dues, appraisals, requests, penalties and everything about one person are on no
 * list.
 */
export const SENDABLE = ['clip', 'meeting', 'resolution'] as const;
export type SendableKind = (typeof SENDABLE)[number];

/** Activities of which nothing is sent: what is said there is said among comrades. */
const CLOSED_TYPES = ['orgLife', 'appraisal'];

/**
 * Sentences of minutes that are about a person's absence, dues, talks, grades or admission. They are left out before
 * anything else is looked at.
 */
const PRIVATE =
  /请[^，。；\n]{0,5}假|病假|事假|产假|缺席|缺勤|未(?:能)?(?:到|参|出席)[^，。；\n]{0,2}会|未出席|因病|生病|住院|怀孕|身体(?:不适|原因)|家中?有事|离婚|党费|缴费|补缴|谈心|谈话|互评|自评|民主评议|评议等次|不合格|基本合格|批评(?:与|和)自我批评|自我批评|处分|诫勉|检讨|违纪|举报|信访|思想汇报|政治审查|政审|为(?:中共|中国共产党)?预备党员|(?:按期|提前)转(?:正|为)|预备期|预备党员资格|(?:为|列为)(?:入党)?(?:积极分子|发展对象)|困难补助|慰问金|工资|薪酬|奖金/;

/** A text that may be sent, with where it comes from. */
export interface Sendable {
  id: string;
  kind: SendableKind;
  title: string;
  /** `YYYY-MM-DD` or ''. */
  day: string;
  parts: TextParts;
  /** Sentences left out because they are about a person. */
  leftOut: number;
}

/**
 * What of a record may be sent; undefined when nothing may. Of a clip the page that was read, never notes on it; of an
 * activity its title, agenda and minutes, never who attended, who was absent and why.
 */
export async function sendableOf(ledger: Ledger, record: Rec | undefined): Promise<Sendable | undefined> {
  if (!record || record.deleted) return undefined;
  const { id } = record;
  if (record.kind === 'clip') {
    const { fields } = record as Rec<'clip'>;
    const html = fields.body ? await (await ledger.getBlob(fields.body)).text() : '';
    return made(id, 'clip', fields.title, fields.published ?? fields.enteredAt ?? '', { html }, false);
  }
  if (record.kind === 'meeting') {
    const { fields } = record as Rec<'meeting'>;
    if (CLOSED_TYPES.some((type) => fields.types[type])) return undefined;
    const agenda = Object.values(fields.agenda ?? {}).sort((a, b) => a.order - b.order);
    const lines = [...agenda.map(({ text }) => asSentence(text)), await ledger.text(fields.minutes)];
    const title = fields.title || agenda[0]?.text || fields.startsAt.slice(0, 10);
    return made(id, 'meeting', title, fields.startsAt, { text: lines.join('\n') }, true);
  }
  if (record.kind === 'resolution') {
    const { fields } = record as Rec<'resolution'>;
    const meeting = await ledger.get('meeting', fields.meeting);
    if (!meeting || CLOSED_TYPES.some((type) => meeting.fields.types[type])) return undefined;
    return made(id, 'resolution', fields.text, fields.dueOn ?? '', { text: asSentence(fields.text) }, true);
  }
  return undefined;
}

/** A short line without an end would be taken for a caption. */
const asSentence = (text: string): string => (/[。！？!?；;]$/.test(text.trim()) ? text : `${text.trim()}。`);

function made(
  id: string,
  kind: SendableKind,
  title: string,
  day: string,
  looked: Looked,
  own: boolean,
): Sendable | undefined {
  const whole = partsIn('text' in looked ? { text: looked.text.split('\n').map(asLine).join('\n') } : looked);
  const sentences = own ? whole.sentences.filter(({ text }) => !PRIVATE.test(text)) : whole.sentences;
  if (!sentences.length || (own && PRIVATE.test(title))) return undefined;
  return {
    id,
    kind,
    title,
    day: day.slice(0, 10),
    parts: { ...whole, sentences },
    leftOut: whole.sentences.length - sentences.length,
  };
}

/** Lines of minutes are sentences, however short they are. */
const asLine = (line: string): string => (line.trim() ? asSentence(line) : '');
