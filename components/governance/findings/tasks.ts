/** What can be done about a finding in a dialog: 申报已整改, 附佐证, 回头看, 整改安排, 修改问题. */
export const FINDING_TASKS = ['done', 'proof', 'look', 'plan', 'word'] as const;
export type FindingTask = (typeof FINDING_TASKS)[number];

export const isTask = (value: string | undefined): value is FindingTask =>
  value !== undefined && (FINDING_TASKS as readonly string[]).includes(value);

/** Address of a finding, with what is to be done about it. */
export const findingRoute = (id: string, task?: FindingTask): string =>
  `/governance/findings?finding=${id}${task ? `&do=${task}` : ''}`;
