import { t } from '../../lib/i18n';
import type { CaseFinding } from '../../lib/rules/development';
import type { DevelopmentPack } from '../../lib/rules/development-pack';
import { Basis, Button, Note } from '../ui';
import { findingWord } from './words';

const ORDER = { warn: 0, due: 1, info: 2 } as const;

/** What does not go together in a case and what comes next, each with its norm on demand. Nothing is blocked. */
export function CaseFindings(props: {
  findings: readonly CaseFinding[];
  pack: DevelopmentPack;
  onStep: (step: string) => void;
}) {
  const { pack } = props;
  const findings = [...props.findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
  if (!findings.length) return null;
  return (
    <div class="space-y-2" data-findings>
      {findings.map((finding, index) => {
        const step = finding.steps[0];
        return (
          <Note key={`${finding.code}${index}`} tone={finding.level === 'info' ? 'info' : 'due'}>
            <span class="flex flex-wrap items-baseline gap-x-2">
              <span class="min-w-0 flex-1">{findingWord(pack, finding)}</span>
              {step && (
                <Button small kind="quiet" onClick={() => props.onStep(step)}>
                  {t('members.dev.openStep')}
                </Button>
              )}
            </span>
            {finding.check && (
              <Basis
                basis={finding.check.basis}
                sources={pack.sources}
                confidence={finding.check.confidence}
              />
            )}
          </Note>
        );
      })}
    </div>
  );
}
