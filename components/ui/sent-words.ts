import { t } from '../../lib/i18n';
import type { Rec } from '../../lib/ledger';

/** What was sent and where to: 活动通知 · 钉钉. */
export const sentTitle = ({ fields }: Rec<'sentNotice'>): string =>
  `${t(`notice.kind.${fields.kind}`)} · ${t(`notice.channel.${fields.channel}`)}`;

/** When, and how it went out. */
export const sentMeta = ({ fields }: Rec<'sentNotice'>): string =>
  [fields.sentAt.replace('T', ' '), t(`notice.how.${fields.how}`), fields.group].filter(Boolean).join(' · ');
