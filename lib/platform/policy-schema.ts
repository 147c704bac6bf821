import * as z from 'zod/mini';
import { readRecoveryText } from '../records/recovery-key';

const named = <T extends z.ZodMiniType>(schema: T, title: string, description: string): T => {
  z.globalRegistry.add(schema, { title, description });
  return schema;
};

const line = (maximum: number) => z.string().check(z.minLength(1), z.maxLength(maximum));
/** A schema of its own at each use: title and description belong to the object. */
const webAddress = () => z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s]+$/));
/** The JSON of a pack, as text or as the object itself; a schema of its own for the same reason. */
const pack = () => z.union([line(500_000), z.record(z.string(), z.any())]);
/** The public part of a recovery key. An issue of it says in `params.why` what is wrong with the text. */
const recoveryKey = () =>
  z.string().check((found) => {
    const read = readRecoveryText(found.value);
    if ('wrong' in read)
      found.issues.push({ code: 'custom', input: found.value, params: { why: read.wrong } });
  });

/**
 * What an organisation can preset on managed browsers. Each key stands for itself: one with a wrong value is
 * reported and not applied, the others hold. `public/managed_schema.json` is made from this
 * (`node scripts/managed-schema.mjs`), and titles and descriptions are for administrators.
 */
export const policySchema = z.object({
  branchName: z.optional(
    named(line(80), '支部名称 Branch name', '首次使用时预填的党支部名称。Preset of the first run.'),
  ),
  company: z.optional(
    named(line(80), '企业名称 Company', '首次使用时预填的企业名称。Preset of the first run.'),
  ),
  superior: z.optional(
    named(
      line(120),
      '上级党组织 Superior organisation',
      '首次使用时预填的上级党组织。Preset of the first run.',
    ),
  ),
  rulePack: z.optional(
    named(
      pack(),
      '规则包 Rule pack',
      '上级下发的规则包的 JSON 全文（不是网址）。使用者不能移除。The whole JSON text of a rule pack, not an address. The user cannot remove it.',
    ),
  ),
  checklistPack: z.optional(
    named(
      pack(),
      '治理清单 Checklist',
      '上级下发的治理清单的 JSON 全文。The whole JSON text of a checklist.',
    ),
  ),
  developmentPack: z.optional(
    named(
      pack(),
      '发展党员步骤 Admission',
      '上级下发的发展党员步骤的 JSON 全文。The whole JSON text of the steps of admission.',
    ),
  ),
  companyPack: z.optional(
    named(
      pack(),
      '章程与议事清单 Articles and matters',
      '上级下发的章程应写内容和议事清单的 JSON 全文。The whole JSON text of what is expected of articles, and of the list of matters.',
    ),
  ),
  storageAddress: z.optional(
    named(
      webAddress(),
      '共享存储地址 Storage address',
      '单位自有存储的地址，用于支部共享。Address of storage that the organisation owns, for sharing.',
    ),
  ),
  storageSort: z.optional(
    named(
      z.enum(['webdav', 's3', 'folder', 'file']),
      '共享存储种类 Sort of storage',
      'webdav、s3（兼容的对象存储）、folder（共享文件夹）或 file（只用文件往来）；不填时有存储桶为 s3，否则为 webdav。webdav, s3, folder or file.',
    ),
  ),
  storageBucket: z.optional(named(line(63), '存储桶 Bucket', 's3 的存储桶名称。Name of the bucket, for s3.')),
  storageRegion: z.optional(
    named(
      line(60),
      '区域 Region',
      's3 的区域名称，不知道时不填。Region of the bucket; leave out when unknown.',
    ),
  ),
  storagePrefix: z.optional(
    named(
      line(200),
      '存储桶内的文件夹 Folder in the bucket',
      's3 存储桶内放共享文件的文件夹，不填为整个桶。Folder inside the bucket; the whole bucket when absent.',
    ),
  ),
  storageLocked: z.optional(
    named(
      z.boolean(),
      '锁定共享存储 Storage locked',
      'true 时只能用上面设定的存储，使用者不能改。When true, only the storage set here can be used.',
    ),
  ),
  committeeMailbox: z.optional(
    named(
      z.string().check(z.maxLength(2000), z.regex(/^BSC1-[\w-]{40,}$/)),
      '党委上报卡 Committee card',
      '上级党委“上报卡”的文字（BSC1- 开头），各支部上报汇总时预填。The text of the committee’s card, preset where branches report.',
    ),
  ),
  recoveryKey: z.optional(
    named(
      recoveryKey(),
      '恢复密钥 Recovery key',
      '恢复密钥的公开部分（BSK1- 开头的一行，没有秘密）。各支部和企业的共享都用它，使用者不能换。The public part of a recovery key; every shared space uses it and the user cannot set another.',
    ),
  ),
  aiOff: z.optional(
    named(
      z.boolean(),
      '关闭智能辅助 AI off',
      'true 时不提供任何智能辅助功能。When true, no AI feature is offered.',
    ),
  ),
  aiService: z.optional(
    named(
      z.object({
        address: webAddress(),
        model: line(120),
        key: z.optional(z.string().check(z.maxLength(400))),
      }),
      '智能辅助地址 AI address',
      '单位内网模型：address 地址，model 模型名，key 密钥（可不填）。使用者自己开启后才用。address, model, key (optional) of an own model; off until the user turns it on.',
    ),
  ),
  exportAllowed: z.optional(
    named(
      z.boolean(),
      '允许导出 Export allowed',
      'false 时不提供导出、打印和明文备份；加密备份始终可用。When false, there is no export, printing or open backup; the encrypted backup stays.',
    ),
  ),
  robotPosting: z.optional(
    named(
      z.enum(['free', 'preset', 'off']),
      '群机器人 Group robots',
      'free 可自行添加群机器人；preset 只能用下面下发的；off 不能用群机器人发通知（复制文字不受影响）。free: own robots and presets; preset: presets only; off: no posting (copying stays).',
    ),
  ),
  robots: z.optional(
    named(
      z
        .array(
          z.object({
            name: line(40),
            kind: z.enum(['wecom', 'dingtalk', 'feishu']),
            address: webAddress(),
            secret: z.optional(z.string().check(z.maxLength(200))),
          }),
        )
        .check(z.maxLength(50)),
      '下发的群机器人 Preset group robots',
      '每项：name 群的叫法，kind 为 wecom、dingtalk 或 feishu，address 机器人地址，secret 加签密钥（可不填）。Each: name, kind, address, secret (optional).',
    ),
  ),
  requireLock: z.optional(
    named(
      z.boolean(),
      '必须设口令锁 Lock required',
      'true 时先设好口令锁才能使用，已有的数据随即封存，使用者不能关闭。When true, a passphrase is set up before anything else; data that is there is sealed.',
    ),
  ),
  autoLockMinutes: z.optional(
    named(
      z.int().check(z.minimum(1), z.maximum(1440)),
      '自动上锁分钟 Auto-lock minutes',
      '不用多少分钟后自动上锁（1–1440），使用者只能选更短的。Minutes without use after which it locks; the user can only choose fewer.',
    ),
  ),
  retentionYears: z.optional(
    named(
      z.int().check(z.minimum(1), z.maximum(100)),
      '保存年限 Retention in years',
      '各类记录的保存年限（1–100），只显示，不会自动删除。Years for which records are kept (1–100); shown only, nothing is removed by itself.',
    ),
  ),
});
export type Policy = z.infer<typeof policySchema>;
export type PolicyKey = keyof Policy;

export const POLICY_KEYS = Object.keys(policySchema.shape) as PolicyKey[];

/** A key of the organisation's policy that was not applied. */
export interface PolicyProblem {
  key: string;
  /** `unknown` = this version has no such key; `value` = the value does not fit. */
  problem: 'unknown' | 'value';
  /** What is wrong with the value, where its key can tell: `settings.policy.why.<why>`. */
  why?: string;
}

/** Sorts the values that a browser delivered into those that hold and those that do not. */
export function readPolicy(raw: Readonly<Record<string, unknown>>): {
  policy: Policy;
  problems: PolicyProblem[];
} {
  const policy: Record<string, unknown> = {};
  const problems: PolicyProblem[] = [];
  for (const [key, value] of Object.entries(raw)) {
    const shape = Object.hasOwn(policySchema.shape, key) ? policySchema.shape[key as PolicyKey] : undefined;
    if (!shape) problems.push({ key, problem: 'unknown' });
    else {
      const result = z.safeParse(shape as z.ZodMiniType, value);
      if (result.success) policy[key] = result.data;
      else problems.push({ key, problem: 'value', ...whyOf(result.error.issues) });
    }
  }
  return { policy: policy as Policy, problems };
}

function whyOf(issues: readonly z.core.$ZodIssue[]): { why?: string } {
  for (const issue of issues) {
    const why: unknown = issue.code === 'custom' ? issue.params?.why : undefined;
    if (typeof why === 'string') return { why };
  }
  return {};
}

/** Attributes that Chrome's reader of managed schemas knows and that we use. */
const KEPT = ['type', 'title', 'description', 'properties', 'items', 'enum'] as const;

/**
 * The schema as Chrome takes it: an object at the top, one type in each node, no `additionalProperties`.
 * Of several types that a value may have the first is named: Chrome takes no choice, Firefox reads no schema.
 * Bounds and patterns are left out on purpose: Chrome drops a value that breaks them without a word, while here
 * it is reported.
 */
export function managedSchema(): Record<string, unknown> {
  return strip(z.toJSONSchema(policySchema, { target: 'draft-7' }) as Record<string, unknown>);
}

function strip(given: Record<string, unknown>): Record<string, unknown> {
  const [first] = (given.anyOf ?? []) as Record<string, unknown>[];
  const node = { ...first, ...given };
  const kept: Record<string, unknown> = {};
  for (const name of KEPT) {
    const value = node[name];
    if (value === undefined) continue;
    kept[name] =
      name === 'properties'
        ? Object.fromEntries(
            Object.entries(value as Record<string, Record<string, unknown>>).map(([key, child]) => [
              key,
              strip(child),
            ]),
          )
        : name === 'items'
          ? strip(value as Record<string, unknown>)
          : value;
  }
  return kept;
}
