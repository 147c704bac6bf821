import { t, tDynamic } from '../../i18n';
import type { Matter, OrderProblem, Heard } from './order';
import type { Share } from './figures';

/** 全部采纳, 部分采纳, 未采纳, 未知. */
export const adoptedWord = ({ adopted }: Pick<Matter, 'adopted'>): string =>
  adopted ? tDynamic(`record.value.adopted.${adopted}`) : t('heard.unknown');

/** 事前听取, 决策后听取, 没有意见记录, 先后未知, 尚未决策. */
export const heardWord = (heard: Heard): string => tDynamic(`heard.order.${heard}`);

export const problemWord = (problem: OrderProblem): string => tDynamic(`heard.problem.${problem}`);

/** `5 / 8（未知 1）`: a number with its whole. */
export const shareWord = <M>(count: readonly M[], { of, unknown }: Share<M>): string =>
  unknown.length
    ? t('heard.shareUnknown', { count: count.length, of: of.length, unknown: unknown.length })
    : t('heard.share', { count: count.length, of: of.length });
