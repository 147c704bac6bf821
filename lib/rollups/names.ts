import { fromHex, sha256, toHex, utf8 } from '../sync/bytes';

/**
 * Names of files of an organisation at the place. Whoever keeps the place sees them, with sizes and times.
 *
 * - `v1/o/<org>/roster/<n8>-<hash24>`: the organisation's list of branches, signed, in parts
 * - `v1/o/<org>/sum/<period>/<b>/<branch>`: one report, overwritten by its branch alone; sixteen folders, because a WebDAV
 *   server lists each of them by itself
 * - `v1/o/<org>/digest/<period>/<device>-<b>`: what a device of the committee read of the branches of one folder,
 *   overwritten by that device alone
 * - `v1/o/<org>/bundle/<period>/<b>` and `…/new`: reports laid together as they lie at the place, by whoever keeps it
 */
export const organisationPlace = (org: string) => {
  const base = `v1/o/${org}`;
  return {
    roster: `${base}/roster`,
    period: (period: string): string => `${base}/sum/${period}`,
    digest: (period: string): string => `${base}/digest/${period}`,
    bundle: (period: string): string => `${base}/bundle/${period}`,
    periods: `${base}/sum`,
    report: (period: string, b: string): string => `${base}/sum/${period}/${b.slice(0, 1)}/${b}`,
  };
};

const REPORT = /^v1\/o\/([a-z0-9]{12,32})\/sum\/([0-9QH-]{4,8})\/([0-9a-f])\/([0-9a-f]{20})$/;

/** Organisation, period and branch in the name of a report; undefined when it is none. */
export function parseReportName(name: string): { org: string; period: string; b: string } | undefined {
  const found = REPORT.exec(name);
  const [, org = '', period = '', first = '', b = ''] = found ?? [];
  return found && b.startsWith(first) ? { org, period, b } : undefined;
}

/** Full name of a digest: of a device, for branches whose names begin with a digit. */
export const digestName = (org: string, period: string, device: string, digit: string): string =>
  `${organisationPlace(org).digest(period)}/${device}-${digit}`;

/** The digit of the branches that a digest is of, from its name in its folder; undefined when it is none. */
export const parseDigestName = (name: string): string | undefined =>
  /^[\w-]{4,40}-([0-9a-f])$/.exec(name)?.[1];

/** Length of a branch's name in reports. */
const BRANCH = 20;

/**
 * The name of a branch in its reports to one organisation: the same from every device of the branch, and of no use to
 * whoever sees it beside other files at the place.
 */
export const branchName = async (org: string, branchId: string): Promise<string> =>
  (await sha256(utf8(`rollup|${org}|${branchId}`))).slice(0, BRANCH);

/** Digits in a code that people compare, in groups of four. */
const DIGITS = 16;

async function digitsOf(text: string): Promise<string> {
  const hash = fromHex(await sha256(utf8(text)));
  const number = BigInt(`0x${toHex(hash.slice(0, 16))}`) % 10n ** BigInt(DIGITS);
  return String(number)
    .padStart(DIGITS, '0')
    .replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** 核对码 of a key with which a branch signs: the same on the branch's screen and on the committee's. */
export const branchCode = (org: string, b: string, key: string): Promise<string> =>
  digitsOf(`branch|${org}|${b}|${key}`);

/** 核对码 of a committee's card. */
export const cardCode = (card: { org: string; mailbox: string; sign: string }): Promise<string> =>
  digitsOf(`card|${card.org}|${card.mailbox}|${card.sign}`);
