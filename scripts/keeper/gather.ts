// Lays the reports of branches at a place together, for whoever keeps the place: see `npm run gather`. Built into one file
// that needs Node alone.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Carrier, S3Carrier, WebDavCarrier } from '../../lib/carrier';
import type { Wire } from '../../lib/platform/wire';
import { Fault } from '../../lib/records/fault';
import { gatherReports, openPeriods } from '../../lib/rollups/gather';
import { periodRange } from '../../lib/rules/periods';

const HOW = `Lays the reports of branches together, so that a committee reads some files in place of thousands.
  --address URL --user NAME                       a WebDAV folder, as branches have it
  --endpoint URL --bucket NAME --access-key KEY   an S3-compatible bucket
    [--prefix FOLDER] [--region NAME] [--style path|host] [--vendor oss|cos]
  --secret-file FILE   its first line is the password or secret key; else it is taken from SIDEBOOK_SECRET
  --period 2026Q4      this period, may be repeated; else those to which reports may still come
The account has to read v1/o/*/sum/ and to read and write v1/o/*/bundle/, and nothing else.`;

/** What whoever runs it has to put right. */
class Wrong extends Error {}

const wire: Wire = {
  fetch: (...given: Parameters<typeof fetch>) => fetch(...given),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  mayReach: () => Promise.resolve(true),
};

function options() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: {
        address: text,
        user: text,
        endpoint: text,
        bucket: text,
        'access-key': text,
        prefix: text,
        region: text,
        style: text,
        vendor: text,
        'secret-file': text,
        period: { type: 'string', multiple: true },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (thrown) {
    throw new Wrong(thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
  }
}
type Options = ReturnType<typeof options>;

function secretOf({ 'secret-file': file }: Options): string {
  const given = file ? readFileSync(file, 'utf8').split(/\r?\n/)[0] : process.env.SIDEBOOK_SECRET;
  if (!given) throw new Wrong('No password: give --secret-file FILE or set SIDEBOOK_SECRET.');
  return given;
}

function placeOf(given: Options): Carrier {
  const { address, user, endpoint, bucket, prefix, region, style, vendor } = given;
  const accessKey = given['access-key'];
  if (address && user) return new WebDavCarrier({ address, user, password: secretOf(given) }, wire);
  if (!endpoint || !bucket || !accessKey) throw new Wrong(HOW);
  const secretKey = secretOf(given);
  return new S3Carrier(
    {
      endpoint,
      bucket,
      accessKey,
      secretKey,
      prefix,
      region,
      style: oneOf('--style', style, ['path', 'host'] as const),
      vendor: oneOf('--vendor', vendor, ['oss', 'cos'] as const),
    },
    wire,
  );
}

function oneOf<T extends string>(
  name: string,
  given: string | undefined,
  known: readonly T[],
): T | undefined {
  const found = known.find((one) => one === given);
  if (given && !found) throw new Wrong(`${name} is one of ${known.join(', ')}.`);
  return found;
}

async function main(): Promise<void> {
  const given = options();
  if (given.help) return void process.stdout.write(`${HOW}\n`);
  for (const period of given.period ?? []) {
    if (!periodRange(period)) throw new Wrong(`${period} is no period: 2026-11, 2026Q4, 2026H2 or 2026.`);
  }
  const place = placeOf(given);
  const today = new Date().toISOString().slice(0, 10);
  for (const { org, period } of await openPeriods(place, today, given.period)) {
    const { listed, fetched, written } = await gatherReports(place, org, period);
    process.stdout.write(
      `${org} ${period}: ${listed} reports, ${fetched} fetched, ${written} bundles written\n`,
    );
  }
}

function wordsOf(thrown: unknown): string {
  if (thrown instanceof Wrong) return thrown.message;
  if (!(thrown instanceof Fault)) return String(thrown instanceof Error ? thrown.stack : thrown);
  const cause = thrown.cause instanceof Error ? `: ${thrown.cause.message}` : '';
  return `${thrown.code} ${JSON.stringify(thrown.params)}${cause}`;
}

try {
  await main();
} catch (thrown) {
  process.stderr.write(`${wordsOf(thrown)}\n`);
  process.exitCode = 1;
}
