import type { Ledger } from '../../lib/ledger';
import { KIND_NAMES } from '../../lib/records';
import { reviewDiagnostics } from '../../lib/review/integrity';
import { shareDiagnostics } from '../../lib/share/diagnostics';

/** What is put together for a report of a fault. Holds counts and versions; no name, no text, no address. */
export async function diagnostics(
  ledger: Ledger,
  facts: { version: string; language: string; theme: string; space: string; policy: readonly string[] },
): Promise<string> {
  const counts = await Promise.all(KIND_NAMES.map(async (kind) => `${kind}=${await ledger.count(kind)}`));
  const [latest] = await ledger.recentCommits(1);
  const estimate = await navigator.storage?.estimate?.();
  const persisted = await navigator.storage?.persisted?.();
  const lines = [
    `version ${facts.version}`,
    `browser ${navigator.userAgent}`,
    `language ${facts.language} theme ${facts.theme} space ${facts.space}`,
    `records ${counts.join(' ')}`,
    `commits ${latest?.n ?? 0} trash ${(await ledger.trash()).length}`,
    `drafts ${(await ledger.drafts.list()).length} conflicts ${(await ledger.conflicts()).length}`,
    `quarantine ${(await ledger.quarantine.list()).map((row) => `${row.kind}(${row.reason.split(':')[0]})`).join(' ') || 0}`,
    `storage used=${estimate?.usage ?? '?'} of=${estimate?.quota ?? '?'} persisted=${persisted ?? '?'}`,
    `policy ${facts.policy.join(' ') || '-'}`,
    ...(await shareDiagnostics(ledger)),
    ...(await reviewDiagnostics(ledger)),
  ];
  return lines.join('\n');
}
