import type { ComponentChildren } from 'preact';
import { t } from '../../lib/i18n';
import type { RestorePlan } from '../../lib/ledger';
import type { Json } from '../../lib/records/kind';
import { Button, Card, Note } from '../ui';
import { fieldWord, isPrivateField, kindWord, type NameOf, recordTitle, valueWord } from '../ui/record-words';
import { short, when } from './words';

const same = (value: string | undefined): string => value ?? '';

/** 试恢复: what a restore would do, in numbers, with both values of the records that would change. */
export function RestorePlanView(props: { plan: RestorePlan; onApply: () => void; onCancel: () => void }) {
  const { manifest, records, attachments, commits, drafts, quarantine, history } = props.plan;
  const byKind = Object.entries(props.plan.addedByKind)
    .map(([kind, count]) => t('settings.plan.kindCount', { kind: kindWord(kind), count }))
    .join(t('settings.listJoin'));
  return (
    <div class="space-y-3" data-restore-plan>
      <Note tone="info">
        {t('settings.plan.of', {
          branch: manifest.branch ?? t('common.unknown'),
          at: when(Date.parse(manifest.asOf)),
          version: manifest.appVersion,
        })}{' '}
        {t('settings.plan.nothingYet')}
      </Note>
      {props.plan.nothing ? (
        <Note tone="ok">{t('settings.plan.nothing')}</Note>
      ) : (
        <Card>
          <Line label={t('settings.plan.added')} count={records.added} remark={byKind} />
          <Line
            label={t('settings.plan.changed')}
            count={records.changed}
            remark={records.changed > 0 && t('settings.plan.changedHint')}
          />
          <Line label={t('settings.plan.same')} count={records.same} />
          <Line
            label={t('settings.plan.newerHere')}
            count={records.newerHere}
            remark={records.newerHere > 0 && t('settings.plan.newerHint')}
          />
          <Line label={t('settings.plan.commits')} count={commits.added} />
          <Line label={t('settings.plan.history')} count={history.added} hidden={!history.added} />
          <Line label={t('settings.plan.files')} count={attachments.added} />
          <Line
            label={t('settings.plan.drafts')}
            count={drafts.added + drafts.replaced + drafts.keptHere}
            hidden={!(drafts.added + drafts.replaced + drafts.keptHere)}
            remark={drafts.replaced + drafts.keptHere > 0 && t('settings.plan.draftsHint')}
          />
        </Card>
      )}
      <Warnings plan={props.plan} unread={quarantine.unreadable + records.unfit} />
      <Sample plan={props.plan} />
      <div class="flex flex-wrap items-center justify-end gap-2">
        <Button onClick={props.onCancel}>{t(props.plan.nothing ? 'common.close' : 'common.cancel')}</Button>
        {!props.plan.nothing && (
          <Button kind="primary" action="apply-restore" onClick={props.onApply}>
            {t('settings.plan.apply')}
          </Button>
        )}
      </div>
    </div>
  );
}

const Line = (props: { label: string; count: number; remark?: ComponentChildren; hidden?: boolean }) =>
  props.hidden ? null : (
    <div class="flex items-baseline gap-3 px-3 py-2">
      <div class="min-w-0 flex-1">
        {props.label}
        {props.remark && <span class="text-meta text-ink-3 block break-words">{props.remark}</span>}
      </div>
      <strong class="tabular-nums">{props.count}</strong>
    </div>
  );

function Warnings({ plan, unread }: { plan: RestorePlan; unread: number }) {
  const lines = [
    plan.otherBranch && t('settings.plan.otherBranch'),
    plan.records.unknownKinds > 0 && t('settings.plan.unknownKinds', { count: plan.records.unknownKinds }),
    unread > 0 && t('settings.plan.unreadable', { count: unread }),
    plan.attachments.damaged > 0 && t('settings.plan.damaged', { count: plan.attachments.damaged }),
    plan.attachments.missing > 0 && t('settings.plan.missing', { count: plan.attachments.missing }),
  ].filter(Boolean);
  if (!lines.length) return null;
  return (
    <Note tone="due">
      {lines.map((line) => (
        <span key={same(String(line))} class="block">
          {line}
        </span>
      ))}
    </Note>
  );
}

const shownField = (kind: string, field: string): string =>
  isPrivateField(kind, field) ? field.replace(/\/.*/s, '') : field;

const shownValue = (kind: string, field: string, value: Json, nameOf: NameOf): string =>
  isPrivateField(kind, field) ? t('settings.hiddenValue') : short(valueWord(kind, field, value, nameOf));

function Sample({ plan }: { plan: RestorePlan }) {
  if (!plan.sample.length) return null;
  // Names of the roster may not be loaded where a backup is restored into a new profile.
  const nameOf = (value: string | undefined) => value ?? '';
  return (
    <details>
      <summary class="text-meta text-red-ink cursor-pointer rounded-s">
        {t('settings.plan.sample', { count: plan.sample.length })}
      </summary>
      <div class="mt-2">
        <Card>
          {plan.sample.map((record) => (
            <div key={record.id} class="px-3 py-2">
              <span class="block font-semibold break-words">
                {recordTitle(record.kind, record.fields, nameOf)}{' '}
                <small class="text-meta text-ink-3 font-normal">{kindWord(record.kind)}</small>
              </span>
              {record.changes.map((change) => (
                <span key={change.field} class="text-meta text-ink-2 block break-words">
                  {t('settings.plan.change', {
                    field: fieldWord(record.kind, shownField(record.kind, change.field), nameOf),
                    here: shownValue(record.kind, change.field, change.here, nameOf),
                    backup: shownValue(record.kind, change.field, change.backup, nameOf),
                  })}
                </span>
              ))}
            </div>
          ))}
        </Card>
      </div>
    </details>
  );
}
