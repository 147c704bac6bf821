import type { Frequency } from '../rules/periods';

/** A column of a checklist that was written as a table. */
export type ItemColumn = 'code' | 'group' | 'text' | 'evidence' | 'frequency' | 'mark' | 'basis' | 'scope';

/** How the columns are headed in our own table, in the order of that table. */
export const ITEM_COLUMNS: readonly ItemColumn[] = [
  'code',
  'group',
  'text',
  'evidence',
  'frequency',
  'mark',
  'basis',
  'scope',
];

/** How the columns of a checklist are headed in tables, compared without white space and remarks in brackets. */
export const ITEM_HEADINGS: Readonly<Record<ItemColumn, RegExp>> = {
  code: /^(项目|項目|条目|條目|指标|指標)?(编号|編號|序号|序號|代码|代碼)$|^code$|^no\.?$/i,
  group:
    /^(所属|所屬)?(部分|类别|類別|分类|分類|维度|維度|板块|板塊|大类|大類|一级指标|一級指標|检查项目|檢查項目)$|^(section|group)$/i,
  text: /^(检查|檢查|评价|評價|考核|具体|具體|工作)?(内容|內容|要求|要点|要點|标准|標準|事项|事項|条目|條目|问题|問題)(及要求|和要求|与要求|與要求)?$|^(二级指标|二級指標|三级指标|三級指標|项目|項目|检查点|檢查點)$|^(item|requirement)$/i,
  evidence:
    /^(所需|需提供的?|应提供的?|應提供的?)?(证明|證明|佐证|佐證|支撑|支撐|印证|印證|台账|备查|備查)?(材料|资料|資料|证据|證據)(清单|清單|举例|舉例)?$|^evidence$/i,
  frequency: /^(检查|檢查|评价|評價|更新|报送|報送)?(频次|頻次|频率|頻率|周期|週期)$|^frequency$/i,
  mark: /^(性质|性質|类型|類型|约束力|約束力|强制性|強制性)$|^(倡导或有依据|倡導或有依據)$|^mark$/i,
  basis: /^(制度|政策|文件|法规|法規|检查|檢查)?(依据|依據|来源|來源|出处|出處)$|^basis$/i,
  scope: /^(适用|適用)(范围|範圍|对象|對象|企业|企業)?$|^(applies|scope)$/i,
};

/** How often, as tables say it; all that fit count. */
export const FREQUENCY_WORDS: readonly (readonly [RegExp, Frequency])[] = [
  [/每月|月度|按月|monthly|every month/i, 'M'],
  [/季/, 'Q'],
  [/quarter/i, 'Q'],
  [/半年|half/i, 'H'],
  [/(?<![半三3两兩二2])年(?!内|內)|annual|every year|yearly/i, 'Y'],
  [/三年|3年|每届|每屆|换届|換屆|届|three years|each term/i, '3Y'],
  [/按事项|按事項|事项|事項|随时|隨時|即时|即時|发生时|發生時|变动时|變動時|适时|適時|event/i, 'E'],
];

/** Words by which a line of a table says that law, a Party rule or a ministry's document stands behind it. */
export const BACKED = /有依据|有依據|强制|強制|必须|必須|应当|應當|法定|backed|binding/i;

/** Lines above the table that say what it is. */
export const HEAD_LINES = {
  issuer:
    /^(?:issued by|发布|發布|制发|製發|制定|印发|印發|编制|編制)(?:单位|單位|机关|機關|部门|部門)[:：]\s*(.+)$/i,
  edition:
    /^(?:edition|版本|版本日期|编制日期|編制日期|发布日期|發布日期|印发日期|印發日期|日期)[:：]\s*(.+)$/i,
  from: /^(?:施行|执行|執行|启用|啟用|生效)(?:日期|时间|時間)?[:：]\s*(.+)$/i,
} as const;

/** Half a year, which holds the word for a year. */
export const HALF_YEAR = /半年度?|half-?year(ly)?/gi;

/** The number in front of a title: 一、, （一）, A., 1., 第一部分. */
export const NUMBER_IN_FRONT =
  /^\s*([（(]?[一二三四五六七八九十]+[）)、.．]|[A-Z][、.．\s]|\d+[、.．]|第[一二三四五六七八九十]+部分[、：:\s]*)\s*/u;

/** A line that is numbered as titles are. */
export const CHINESE_NUMBER_IN_FRONT = /^[（(]?[一二三四五六七八九十]+[）)、]/u;

/** What stands between two documents that one cell cites. */
export const BETWEEN_DOCUMENTS = /[\n;；]+|(?<=[条條》])[、，,](?=《)/u;

/** The article that is cited, as it is written. */
export const ARTICLE =
  /第[〇零一二三四五六七八九十百千\d]+[条條章款](?:[、至和第〇零一二三四五六七八九十百\d条條章款项項]*)/u;
