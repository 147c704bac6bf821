import { NAME } from './vocabulary';

/**
 * The labels by which a page says who did what, and the words that are no value of them. Data, not logic, like
 * `vocabulary.ts`; matched against text in NFKC form.
 */

/** What a label announces. `issuer` is an office that issued a paper: a source when no other is named. */
export type Role = 'source' | 'issuer' | 'author' | 'editor' | 'staff' | 'time' | 'other';

const S = '\\s*';
/** Words of a role before 记者 and the like. */
const KIND =
  '(?:本报|本网|本刊|本社|本台|每经|[\\u4e00-\\u9fa5·]{2,10}?(?:社|报|网|台|刊|新闻|客户端|频道|在线)|全媒体|融媒体?|见习|实习|首席|驻[\\u4e00-\\u9fa5]{2,4}|特派|特约|文字|高级|资深)';

/** Labels with a sign behind them (`作者：`, `文丨`, `来源 |`): they need no white space in front. */
const SIGNED: Record<Role, string> = {
  source: `(?:稿件|文章|信息|新闻|内容|资料|本文|图文|原文|消息|转载)?来${S}源(?:于|自)?|(?:文章)?出${S}处|转(?:载)?自|稿${S}源|供稿单位|责任单位|信息提供|[Ss]ource`,
  issuer: `发布(?:机构|单位|部门)|(?:发文|发布|制定|颁布|公布)机关|发文单位|制定机构|发布[者人]`,
  author: `(?:本文|文章|原文|特约|原创)?作${S}者|撰${S}稿(?:人)?|撰${S}文|(?:执|主)${S}笔(?:人)?|采${S}写|(?<![\\u4e00-\\u9fa5])(?:采访|文字|文[/、&]?图|图[/、&]?文|图文|文|供${S}稿(?:人)?)|[发寄]信人|楼${S}主|博${S}主|(?:${KIND})*(?:记${S}者|评论员|通讯员|特约撰稿人|撰稿人|实习生)`,
  editor: `(?:责任|网络|网站|网页|本文|本期|本版|值班|新媒体|执行|文字|栏目|微信)?编${S}辑|责${S}编|(?:网|美)编|(?:执行|值班)?主编|编审|编校|文章录入|录入`,
  time: `(?:(?:发布|发表|发文|刊发|刊登|成文|印发|公布|上传|创建|编辑|推送|发稿|更新|修改|施行|生效|录入|入库|添加)${S})?(?:时${S}间|日${S}期)|(?:发布|发表|刊发|更新)(?:于|在)?`,
  staff: `摄${S}影|摄${S}像|(?<![\\u4e00-\\u9fa5])(?:图${S}片(?:来源|作者|编辑)?|图源|图|视频|动画|音频|设计|后期)|供${S}图|剪辑|海报(?:设计)?|策划|统筹|监制|总监制|审核|审校|校对|校审|初审|一审|二审|三审|复审|终审|签发|出品(?:人)?|制作|排版|美术|视觉|制图|绘图|漫画|编导|播音|主播|配音|(?<![\\u4e00-\\u9fa5])(?:诵读?|朗[诵读](?:者)?|播讲|演播)|翻译|编译|责任校对|运营|出镜|文案|总值班`,
  other: `导语|原标题|原题|关键[词字]|标签|栏目|分类|点击(?:数|量|率|次数)?|浏览(?:数|量|次数)?|阅读(?:数|量|次数)?|访问(?:量|次数)?|播放量?|评论(?:数)?|回复|人气|字${S}[号体](?:大小)?|字数|分享(?:到|至)?|收藏|打印|体裁|索${S}引${S}号|文${S}号|(?:发文|文件)字号|主题(?:分类|词)|时效性?|有效性|公开方式|联系(?:人|电话)|电话|地址|邮编|邮箱|扫码|版次`,
};

/** Labels that stand without a sign (`本报记者 张三`, `来源 新华社`): they open a line or follow a gap. */
const BARE: Partial<Record<Role, string>> = {
  source: `(?:稿件|文章|信息)?来源(?:于|自)?|转载?自`,
  issuer: `[Pp]ublished by|(?:发文|发布|制定|公布)机关|发布机构|发文单位`,
  author: `(?:本文)?作者|撰文|撰稿|执笔|采写|By(?= [\\u4e00-\\u9fa5])|文\\s*/\\s*图|图\\s*/\\s*文|文图|图文|(?:${KIND})*(?:记者|通讯员|实习生|实习记者|撰稿人|评论员)`,
  editor: `责任编辑|责编|(?:每经)?编辑|主编|编审`,
  staff: `摄影|校对|审核|制图|监制|策划|摄`,
  other: `视频|字号|字体|分享|评论|打印|收藏|举报|阅读|浏览|点击|关注|订阅|参与互动|进入|我来说两句|我要|参与|手机看|扫码|语音|听`,
};

const group = (words: Partial<Record<Role, string>>, mark: string): string =>
  Object.entries(words)
    .map(([role, text]) => `(?<${mark}${role}>${text})`)
    .join('|');

const SIGNED_LABEL = `(?<!该|看|此|本|每|多|位|图片|照片|数据|素材|视频)(?:${group(SIGNED, 's')})${S}(?:\\(?s?\\)?)${S}[:丨|│/]${S}`;
const BARE_LABEL = `(?<![\\u4e00-\\u9fa5A-Za-z0-9])(?:${group(BARE, 'b')})(?=[\\s\\u4e00-\\u9fa5·A-Z《"“]|$)${S}`;

/** A label in a text without a sign that could stand behind one. */
export const UNSIGNED = new RegExp(BARE_LABEL, 'gu');

/** One label. The group that matched is named by `s` or `b` (signed or bare) and its role. */
export const LABEL = new RegExp(`${SIGNED_LABEL}|${BARE_LABEL}`, 'gu');

/** Family names of one character and of two; a name without a label must begin with one of them. */
const FAMILY =
  '言赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧沃利蔚越夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾沙丰巢关蒯相查后荆红游竺权盖益桓公肖仝付代闫覃丘岳帅亓佟苟晋商牟佘墨年楚涂花谯笪佴辜仉晓阳佳佩爱哈青谌逯原凯麦区初仁玉修矫曉税漆撒信战展才寻明兰隋苑綦栗揭粟檀冼况迟鞠靖鄢邸邝郏雒呙宛尧忻恽旷朴枚楼沐渠畅疏缑芦苍萨衷贠赫闪骞亢琚庹弋茆郇郤钭禤爨甯卿上官司马欧阳诸葛尉迟皇甫端木令狐公孙轩辕慕容宇文长孙东方西门南宫';
const COMPOUND =
  '欧阳|司马|诸葛|上官|皇甫|令狐|尉迟|端木|公孙|慕容|长孙|东方|南宫|夏侯|司徒|澹台|百里|呼延|西门|宇文';
const PERSON = new RegExp(
  `^(?:[${FAMILY}][\\u4e00-\\u9fa5]{1,2}|(?:${COMPOUND})[\\u4e00-\\u9fa5]{1,2}|[\\u4e00-\\u9fa5]{1,6}(?:·[\\u4e00-\\u9fa5]{1,10})+|[A-Z][a-z]+(?: [A-Z][a-z.]+){1,2})$`,
);
/** Words that begin like a family name and are none, as they follow 记者 in a sentence or stand in a menu. */
const NO_PERSON =
  /^(?:辛苦|从|在|于(?:是|今|近|昨|本|当|此)|近日|日前|获悉|了解|采访|看到|发现|走进|来到|联系|注意|查询|梳理|向(?:记者|上|本|他|她|我|其|社会|全)|就|对|问|和|与|时|说|国内|国际|文化|时政|时间|高清|广告|关于|关注|方式|方法|相关|查看|安全|党建|党务|上一|公开|公告|公示|通知|农业|通讯|财经|任免|席位|全文|平台|应用|经济|education|武器|信息|时评|计划|强国|温馨|高端|万[\d]|成都|安徽|江苏|云南|广东|广西|海南|宁夏|青海|江西|重庆|北京|上海|天津|东方|那么|原创|国家|解读|水平|商业|盛世|白天|卫生|农村|居民|白皮|项目|单位|管理|施工|通过|常见|别人|明天|元旦|平安|乐趣|干部|能源|应急|利好|越来|都市|文明|文旅|文学|金融|车市|石油|牛市|申请|充电|连载|艾滋|路况|鲁网|房产|家居|家庭|湘潭|强调|应该|何时|何以|向上|广播|步行|阳光|荣誉|丰收|游戏|晓得|原文|初中|双语|修订|信用|战略|展开|才能|寻找|年度|代表|利用|后台|简介|简讯|谢谢|曾经|居然)|(?:频道|新闻|专题|首页|正文|网站|官网|发布|评论|头条|日报|晚报|时间|导航|搜索|登录|注册|中心|协会|公司|学院|小组|专栏|栏目|报道|一览|讯|电|.网)$/;

/** Whether a text is the name of a person, by its family name and length. */
export const isPerson = (text: string): boolean => PERSON.test(text) && !NO_PERSON.test(text);

/** Names one after another, as in brackets behind a dateline. */
export const NAMES = `(?:${NAME})(?:\\s*[、,;/和]\\s*(?:${NAME})|\\s+(?:${NAME}))*`;
/** What stands in front of names and says only what they are. */
export const ROLE_WORDS = new RegExp(
  `^(?:(?:${KIND})*(?:记者|通讯员|评论员|撰稿人|特约撰稿|实习生|实习记者)|作者|(?:文|图|文字|撰文)(?=\\s*[:/])|${KIND})\\s*[:/]?\\s*`,
);
/** Offices and media beside a name. */
export const OFFICE =
  /(?:社|网|报|台|刊|频道|客户端|中心|委员会|委|部|局|厅|司|处|科|室|办|院|校|大学|学院|公司|集团|支部|党委|协会|联合会|研究所|课题组|编辑部|评论部|工作室)$/;
