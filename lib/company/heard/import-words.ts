/** How columns of a 议事清单 are headed, by field; compared without white space. */
export const HEADINGS: Readonly<Record<'title' | 'category' | 'basis' | 'from' | 'unit', RegExp>> = {
  title:
    /^(议事|決策|决策|听取意见的?|研究|重大)?(事项|事項|议题|議題|内容|內容)(名称|名稱|内容|內容)?$|^matter$/i,
  category: /^(事项|事項)?(类别|類別|类型|類型|分类|分類)$|^category$/i,
  basis: /^(列入|政策|制度|文件)?(依据|依據)(文件)?$|^basis$/i,
  from: /^(列入|生效|启用|啟用|开始|開始)(日期|时间|時間)$|^from$/i,
  unit: /^(适用|適用|所属|所屬)?(单位|單位|公司)$|^unit$/i,
};
