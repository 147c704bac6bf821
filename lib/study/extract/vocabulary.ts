/**
 * The words by which Chinese pages announce what is what. Data, not logic: a badly clipped page is usually mended
 * here. Patterns are matched against text in NFKC form (full-width colons, digits and brackets are plain ones).
 */

/** Alternatives, some to a line. */
const lines = (text: string): string => text.trim().split(/\n\s*/).join('|');

/** The same as whole words of class and id. */
const whole = (text: string): string => `(?:^|[\\s_-])(?:${lines(text)})(?:$|[\\s_-])`;

const any = (words: string, flags = 'i'): RegExp => new RegExp(words, flags);
/** A line of which the words are the whole (`$`) or the beginning; signs around it do not matter. */
const line = (words: string, end: '' | '$'): RegExp =>
  new RegExp(`^[\\s\\p{P}\\p{S}]*(?:${words})${end ? '[\\s\\p{P}\\p{S}]*$' : ''}`, 'iu');

/** A name: two to four Chinese characters, longer for minority names with a dot, or a Latin name. */
export const NAME = '[\\u4e00-\\u9fa5]{2,4}(?:·[\\u4e00-\\u9fa5]{1,8})*|[A-Za-z][A-Za-z.·-]{1,20}';

/** Labels in front of a credited source. */
export const SOURCE_LABEL = any(
  '(?:(?:稿件|文章|信息|新闻|内容|资料|本文|图文)?来\\s*源(?:于|自)?|(?:文章)?出\\s*处|转\\s*自|供稿(?:单位)?|发布(?:机构|单位)|发文(?:机关|单位)|制定机关)\\s*:\\s*',
);
/** Labels in front of authors. The second group stands without a colon (记者 张三). */
export const AUTHOR_LABEL = any(
  lines(String.raw`
    (?:本文|文章|原文|图文|特约)?(?:作\s*者|撰\s*稿(?:人)?|撰\s*文|执\s*笔|供\s*稿(?:人)?)(?:简介)?\s*:?\s*
    (?:文字|见习|实习|全媒体|首席|本报|本网|本刊|本社|驻站|特派|特约)*(?:记\s*者|评论员|通讯员|撰稿人)\s*:?\s*|^文\s*[/|丨:：]\s*
    [(]文\s*[/|丨:：]\s*
  `),
);
/** Labels in front of editors. */
export const EDITOR_LABEL = any(
  '(?:(?:责任|网络|网页|本文|值班|新媒体|本期|执行|美术|视觉|文字|栏目)?编\\s*辑|责\\s*编|编\\s*审|主\\s*编|值班编委)\\s*:\\s*',
);
/** Labels in front of the time of publication; those of changes count only when there is no other. */
export const TIME_LABEL = any(
  '(?:(?:发布|发表|发文|刊发|刊登|成文|印发|公布|上传|创建|编辑|推送)?\\s*(?:时\\s*间|日\\s*期)|发\\s*布|发表于|发布于|post(?:ed)?(?: on)?|published)\\s*:?\\s*',
);
export const UPDATE_LABEL = any(
  '(?:更新|修改|修订|(?:最后)?编辑于|最后编辑|last modified|updated)\\s*(?:时间|日期)?(?:于)?\\s*:?\\s*',
);

/** Things around a text that are no part of it: removed from a line before asking whether anything is left. */
export const META_LABELS = any(
  [
    '字\\s*[号体](?:大小)?\\s*:?\\s*[【\\[(]?\\s*(?:大|中|小|A[+-]?|T|默认|超大|\\s|[|/【】\\[\\]()])*',
    '(?:浏览|阅读|点击|访问|查看|播放|人气|围观)(?:次数|量|数|人次)?\\s*:?\\s*[\\d,.]*\\s*(?:万|w)?\\+?\\s*次?',
    '(?:评论|跟贴|跟帖|回复|留言|参与)(?:数)?\\s*:?\\s*[(]?[\\d,]*[)]?\\s*(?:条|人)?',
    '(?:微信|微博|新浪|腾讯|QQ空间|QQ|朋友圈|钉钉|人人|豆瓣)(?:微博|空间|好友|扫一扫)?',
    '分享(?:到|至)?\\s*:?|转发|收藏|点赞|举报|纠错|打印(?:本页|本稿|此[文页]|本文)?|关闭(?:窗口|本页|此页)?|告诉好友|推荐给好友|发表评论|复制链接|扫一扫|手机(?:看|阅读|查看|版)|用手机看|语音播[报放]|听新闻|朗读|我要(?:评论|投稿|纠错|分享)|已收藏|添加收藏|加入收藏|返回(?:首页|顶部)|保护视力色?|小中大|大中小|背景色',
    '来自\\s*:?\\s*(?:[A-Za-z0-9]+|网页|客户端)(?:版)?',
    '原创|首发|独家|置顶|热门|关注|订阅|\\+\\s*关注|官方账号|\\d+篇原创内容',
    '(?:责任|网络|值班)?(?:编辑|编审|审核|校对|审校|监制|初审|复审|终审|签发|统筹|责编)\\s*:\\s*[^\\s|]{0,16}',
    '(?:索引号|分类|主题分类|公开方式|公开属性|有效性|时效性|体裁)\\s*:\\s*[^\\s|]{0,24}',
  ].join('|'),
  'gi',
);

/** A line that starts what follows an article: this line and everything after it is left out. */
export const TAIL_START = line(
  lines(String.raw`
    (?:相关|延伸|推荐|精彩|更多|热门|猜你|为您|编辑|往期|热点|深度|往日)\s*(?:阅读|链接|新闻|报道|推荐|文章|内容|资讯|专题|回顾|排行|评论|喜欢|精选|稿件|主题|帖子|话题|资料|附件下载|图集|视频)
    你可能(?:还)?(?:喜欢|感兴趣)|更多(?:深度|精彩|报道|好文|干货|故事)|接着读|继续阅读|看完这篇|大家怎么看|网友(?:热议|怎么[看说]|评论)|大家(?:都在|还在)(?:看|搜|读)|猜你喜欢|看过本文的|热(?:门)?(?:评|搜|帖|榜)
    (?:全部|最新|网友|精选|热门)(?:评论|留言|跟帖|回复)|(?:我要|发表|写)(?:评论|留言|跟帖)|评论区|写留言|(?:上|下)一(?:篇|页|条|则)\s*:?
    (?:分享|转发)(?:到|至|给)|扫一扫|扫码(?:关注|阅读|下载)|返回(?:搜狐|列表|首页|顶部|目录|腾讯|网易|新浪)|点击(?:进入专题|下载|查看更多)
    打开(?:APP|客户端)|下载(?:APP|客户端)|(?:喜欢|点赞|在看|分享)此内容的人|微信扫一扫|预览时标签不可点|阅读原文|继续滑动看下一个|专题推荐|排行榜|点击排行|一周热点
    回帖(?:列表|区)?$|24小时(?:热文|排行)|今日(?:热点|推荐|头条)|举报邮箱|违法和?不良信息举报
  `),
  '',
);

/** A line or part of it that no article text is, wherever it stands. */
export const JUNK_LINE = line(
  lines(String.raw`
    广告|advertisement|展开(?:全文|剩余.*|阅读全文)?|收起|阅读全文|加载中.*|正在加载.*|点击查看大图|点击(?:图片|上方|下方|蓝字|这里).{0,24}
    (?:长按|扫描|识别).{0,16}二维码.{0,12}|(?:关注|星标).{0,16}公众号.{0,12}|分享(?:到|至)?\s*:?.{0,6}|更多.{0,12}>>|炒股就[看上].{4,60}|(?:本文|全文)(?:大?约|共)?\s*\d{2,6}\s*字.{0,20}|(?:预计|建议)阅读.{0,12}|(?:阅读|读完)(?:本文|全文)?(?:大?约|需要?|预计)*\s*\d+\s*分钟.{0,10}
    查看(?:更多|全部|原图)|上一[篇页]|下一[篇页]|共\d+页.{0,20}|首页|尾页|末页|上一页|下一页|打印|关闭|收藏|举报|点赞|在看|赞|\d+|原标题(?:为)?\s*:.*
    原题(?:为)?\s*:.*|标签\s*:.*|关键[词字](?:阅读)?\s*:.*|tags?\s*:.*|当前位置.*|您(?:现在)?(?:的位置|所在).*|首页\s*[>»/].*|>+
    (?:微信|微博|QQ空间|QQ|朋友圈)+|登录|注册|设置|消息|搜索|请(?:先)?登录.{0,16}|视频加载.{0,20}|您的浏览器.{0,30}|浏览器版本过低.{0,20}
    返回.{2,6}[，,]?\s*查看更多.{0,4}|(?:原文|本文|文章)(?:地址|链接|网址|出处)\s*:.*|(?:用微信)?扫码?(?:二维码)?分享.{0,8}
    (?:[\s\d.…<>«»‹›]|[上下]一?页|首页|[尾末]页|(?:余下)?全文阅读|阅读全文)+
    缩小字体|放大字体|听全文|AI(?:导读|摘要|速读)|(?:用)?微信扫(?:码|一扫).{0,12}|分享(?:至|到|给)(?:好友|朋友圈|微信|微博|QQ).{0,12}
    点击(?:播放|收听|展开|收起|进入|查看|阅读|下载|关注|订阅).{0,16}|正在阅读\s*:?.{0,40}|返回(?:搜狐|首页|列表|顶部|目录|上页).{0,12}|举报(?:[/反馈])*|(?:来自|发自).{0,12}客户端
    以下文章来源于.{2,40}|(?:内容|本文)?(?:综合|整理)自\s*:.{2,50}|(?:这|本)篇.{2,4}(?:可能)?[有含].{0,2}剧透|(?:前方|以下)?.{0,4}剧透(?:预警|警告|注意)
    [-—=_*\s]*(?:完|全文完|END|the end|正文完)[-—=_*\s]*|(?:打开|下载).{0,12}(?:APP|客户端).{0,20}|打开.{2,12}(?:看|查看|阅读)更多.{0,8}|打开.{2,6}(?:新闻|头条|资讯)|(?:本文)?(?:未完|下页)(?:待续|继续)|\S{1,60}\s*\(\d+(?:\.\d+)?\s*[KM]B,?\s*下载次数.{0,12}|下载附件.{0,40}|视频\s*:?|播放|暂停|00:00.{0,10}
    (?:倍速|全屏|进入全屏|退出全屏|静音|取消静音|重播|重新播放|画中画|清晰度|高清|标清|超清|自动播放|弹幕|自动|音量|[0-3](?:\.\d+)?x|\d{1,2}:\d\d|/|\s)+|(?:您的|当前)浏览器.{0,30}
  `),
  '$',
);

/** Requests to readers under and over a text. Only at its ends: a text may speak of them. */
export const PROMOTION =
  /^(?:[▲△▼▽↑↓]|👆)+\s*(?:点|关注|长按|戳)|点.{0,4}蓝字|^关注我[,，]|点亮.{0,3}(?:[❤♥]|小?[红爱]心|星标|在看)|(?:^|[❤♥\s])转(?:发)?给(?:身边|更多|朋友|家人|同事)|为[你您]呈现[^\u4e00-\u9fa5]{0,6}$|点个?[“"「【]?(?:在看|赞)|[“"「【](?:在看|赞|分享)[”"」】]|三连|点赞.{0,12}(?:在看|转发|分享|支持|收藏)|(?:转发|分享)(?:给|到|至|让|出去).{0,16}|↓{2,}|▼{2,}|👇|长按.{0,14}(?:识别|关注|扫码|二维码|图片)|(?:扫码|扫描|识别).{0,10}(?:关注|二维码|下载|进群|加入)|(?:关注|星标|置顶).{0,10}(?:我们|公众号|视频号|本号)|关注我们|加(?:个)?(?:星标|关注)|(?:点击|戳|猛戳).{0,8}(?:阅读原文|蓝字|链接|名片|卡片|上方|下方|左下|这里|标题)|设为星标|后台回复|评论区(?:聊|说|留言|见|讨论|告诉)|欢迎(?:关注|星标|转发|订阅|扫码|留言)|投稿(?:邮箱|请)|进(?:群|入)交流|商务合作|喜欢.{0,8}(?:点赞|分享|关注)|(?:报料|热线|爆料)(?:热线|电话)?\s*:/i;

/** The legal small print of a site. Matched against whole lines, also long ones. */
export const SMALL_PRINT = any(
  lines(String.raw`
    ^[【\[(]?(?:免责|版权|特别|郑重|网站|平台|本站|本号|重要)(?:声明|提示|说明|提醒)|有新闻线索.{0,16}(?:报料|爆料|联系|提供)|^(?:声明|免责)\s*:|以上内容为.{0,20}自媒体平台
    本文为.{0,24}(?:作者|机构|自媒体|号).{0,12}上传|ICP备|ICP证|公网安备|备案(?:号|序号)|版权所有|copyright|all rights reserved
    ©|不良信息举报|举报(?:电话|邮箱)|许可证(?:号|编号)?\s*:|网络(?:文化|视听).{0,10}许可|增值电信
    未经.{0,24}(?:授权|许可|同意).{0,40}(?:转载|使用|摘编|复制|镜像)|转载(?:请|须|时)(?:注明|保留|联系|附上|标明|说明|(?:在|到|向)?(?:后台|公众号|本号))
    观点(?:仅|只)?代表(?:作者|发布者)|(?:仅|只)?代表(?:作者)?(?:本人|个人)?(?:的)?(?:观点|立场)|不代表(?:本|平台|网站)
    (?:文中|本文|文章|图片).{0,12}(?:侵权|版权(?:问题|归))|如(?:有|涉).{0,12}(?:侵权|版权).{0,30}(?:联系|删除|处理)
    凡(?:本网|注明|本站).{0,40}(?:来源|作品|稿件)|主办单位\s*:.*(?:承办|电话|地址|邮编)|网站标识码|联系我们.{0,60}(?:邮箱|电话)
    ^本文由AI.{0,6}(?:总结|生成|提炼)|^notice\s*:|information storage services?|作品内容.{0,30}自媒体平台|独家稿件.{0,40}(?:观点|转载)|转发(?:请|须)注明
    (?:使用|启用)\s*cookies?.{0,30}(?:体验|同意)|建议使用.{0,30}浏览器|最佳(?:浏览|分辨率)|技术支持\s*:|隐私(?:政策|声明).{0,20}(?:用户|服务)协议
  `),
);

/** Words of which every small print has one: asked first, since most lines have none. */
export const MAY_PRINT =
  /声明|提示|说明|提醒|线索|免责|自媒体|本文[为由]|icp|备案|安备|版权|copyright|reserved|©|举报|许可|增值电信|未经|转载|代表|侵权|凡|主办|标识码|联系我们|notice|information|独家稿件|注明|cookie|浏览器|最佳|技术支持|隐私/i;

/** Class and id words of things around an article. */
export const NOISE_NAMES = any(
  [
    whole(String.raw`
      ads?|adv|advert\w*|banner|guanggao|nav\w*|menu\w*|crumbs?|breadcrumbs?|bread|location|position
      weizhi|foot\w*|copyright|links?|friendlink|share\w*|fenxiang|bdshare\w*|social\w*|tools?|toolbar
      toolbox|related\w*|relate|xiangguan|xgyd|recommend\w*|tuijian|hot\w*|rank\w*|paihang|sidebar
      side|aside|right(?:bar|side|col|box)?|pager?|pagination|pagebar|fenye|tags?|keywords?|login
      search\w*|popup|modal|mask|toast|qr\w*|ewm|erweima|weixin_?qr|feedback|report|vote|subscribe
      app-?down\w*|download-?app|copyright\w*|disclaimer|shengming|editor-?info|zebian|prev\w*|next\w*
      ticker|(?:live|news)-?ticker|marquee|cookie\w*|cookie-?(?:notice|bar|banner|tips?)
      newsletter|ai-?(?:summary|digest|abstract)|author-?(?:intro|card|bio|desc|profile)|about-?author
      post-?sign\w*|user-?sign\w*|more-?(?:news|list)|news-?list|list-?news|guess\w*|interest\w*
    `),
    'recommend|related|breadcrumb|copyright|fenxiang|erweima|qrcode',
  ].join('|'),
);
/** Class and id words of what readers wrote. */
export const COMMENT_NAMES = any(
  'comment|pinglun|reply|tree_?replay|huitie|replies|gentie|liuyan|(?:^|[\\s_-])(?:cmt|discuss)',
);
/** Class and id words of an article's own box. */
export const BODY_NAMES = any(
  [
    whole(String.raw`
      article-?(?:body|content|con|text|detail|main|box)?|content|con_?(?:text|txt)|text(?:_?con\w*)?
      txt|zhengwen|zw|neirong|nr|main-?(?:text|content)|post-?(?:body|content|text)|entry-?content
      news-?(?:content|text|body|detail|txt|con)|detail-?(?:content|text|con|body)?|rich_media_content
      js_content|news-?detatext|trs_editor|trs_ueditor|ozoom|zoom|vsb_content\w*|ucap-content|articlebody|artibody
      t_f|rm_txt_con|wp_articlecontent|cas_content|pages_content|bd-?content|endtext
      cont_?(?:text|txt|body)?
    `),
    'articlecontent|articlebody|postmessage_',
  ].join('|'),
);
/** Class and id words of a headline, and of the lines that credit. */
export const TITLE_NAMES = any(
  '(?:^|[\\s_-])(?:h\\d|bt|tit|biaoti|headline|activity-name|subject)(?:$|[\\s_-])|title|thread_subject',
);
export const SUBTITLE_NAMES = any(
  'sub-?tit|futi|fubiaoti|subhead|jianti|yinti|(?:^|[\\s_-])(?:pre|top|second)-?tit',
);
export const SOURCE_NAMES = any(
  [
    whole(String.raw`
      source\w*|src|laiyuan|ly|from|origin\w*|media\w*|(?:js_)?name|channel-?name|provider
    `),
    'source$|-source|_source',
  ].join('|'),
);
export const AUTHOR_NAMES = any(
  '(?:^|[\\s_-])(?:author\\w*|writer|zuozhe|byline|reporter|jizhe|authi|js_author_name|\\S*nick(?:-?name)?|user-?name|u-?name|up-?name|d_name)(?:$|[\\s_-])|author',
);
export const TIME_NAMES = any(
  'time|date|shijian|riqi|(?:^|[\\s_-])(?:pub\\w*|post-?on|fbsj|rq|sj)(?:$|[\\s_-])|authorposton',
);

/** What stands where a source should and is none. */
export const NOT_A_SOURCE =
  /^(?:互联网|网络|未知|不详|本站|本网|(?:本站|本网)原创|首次发布|最新发布|发布|原创|来源|转载|转发|original|其他|其它|综合|新闻|正文|分享|字号|点击|浏览|编辑|作者|时间|记者|文|图|文章|无|(?:浏览|阅读|点击|访问|播放|评论|回复)(?:量|数|次数|率)?(?:\s*:?\s*[\d.,]+\s*[万w次]*\+?)?|\d+|\d+阅读|原创文章|网络转载|(?:本文|原文|文章)(?:链接|地址|网址)|网站|首页|null|undefined)$|^(?:来自|发自).{0,12}(?:客户端|手机|网页版?|小程序)$|^(?:我要|查看|点击|返回|进入|下载|关闭|打印|收藏|复制|听新闻|听全文|语音|朗读|发布于|发表于|编辑于|IP属地).*$|^(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)[省市]?$|^(?:分享到?|字号|点击|浏览|编辑|作者|记者|时间|阅读|评论|打印|发布时间)[\s:：/丨|]|^[\d\s:.-]+$/i;
/** Names of media and offices, as they stand unlabelled beside a time. */
export const MEDIA_NAME =
  /^[\u4e00-\u9fa5A-Za-z0-9·-]{1,18}(?:报|网|社|台|刊|频道|客户端|新闻|杂志|中心|委|部|局|办|院|号|发布|在线|时评|观察|报道|视界|视点|视野|先锋|党建|融媒|青年|人社|教育|文旅|日报海外版|参考|周末|财经|半月谈|研究|之声|时空|纵横|视窗|月刊|旬刊|通讯|快报|资讯|传媒|融媒体?|文明|政务|政法|法治|之窗|之声|出版社|学习|教育|工会|妇联|公安|消防|健康|学校|大学|党委|政府|街道|公司|集团)$/;
/** What stands where a name should and is none. */
export const NOT_A_NAME =
  /^(?:admin|administrator|管理员|佚名|匿名|未知|网络|本站|小编|原创|首发|独家|关注|订阅|登录|注册|首页|正文|导读|摘要|目录|只看该作者|只看楼主|查看TA的文章|回复|引用|楼主|层主|私信|初级粉丝|新手上路|注册会员|(?:打印|关闭|收藏|返回)(?:本页|本文|此页|窗口|首页|列表)?|微博|微信|分享|举报|来源|编辑|责编|时间|日期|记者|作者|通讯员|实习生|摄影|摄|文|图|电|讯|报道|发布|评论|阅读|字号|字体|小|中|大|小字号|大字号|中字号|默认|听全文|我们|他们|在|表示|采访|了解|获悉|从|下载|展开|收起|更多|头条|新闻|要闻|专题|图集|视频|全文)$|(?:领域|优质|创作者|官方账号|简介|栏目|频道|导航)$/i;

/** Files that are signs and no pictures. */
export const SIGN_IMAGES = any(
  'qr_?code|erweima|ewm|logo|avatar|icon|emoji|emotion|smile[ys]?\\b|share|spacer|blank|loading|placeholder|pixel|1x1|arrow|btn|button',
);

/** Window titles that say nothing of their page. */
export const NO_TITLE =
  /^(?:新闻|文章|详情|正文|内容|新闻详情|文章详情|详情页|新闻正文|新闻内容|信息详情|内容页|文章内容|首页|无标题(?:文档)?|未命名|untitled(?: document)?|document|home|index|article|detail|公众号|微信公众平台)$/i;

/** Words that end the name of a site or column behind a headline. */
export const SITE_TAIL = any(
  lines(String.raw`
    (?:网|网站|报|日报|晚报|早报|新闻|频道|在线|客户端|门户|论坛|社区|博客|公众号|公众平台|头条|号|政府|委员会|人民政府|厅|局|部|院|中心|电视台|广播|杂志|周刊|时报|要闻|时政|滚动|专题|栏目|首页|观察|评论|财经|资讯|信息|平台|党建|法规库?|数据库|官网|门户网|云|站|版|馆|校|大学|中学|小学|公司|协会|联合会|党委|支部|街道)$
    ^(?:[a-z0-9-]+\.)+[a-z]{2,6}$|^[A-Z][A-Za-z0-9 ]{1,20}$
  `),
);
/** What counts as a separator between a headline and the names behind it. */
export const TITLE_SEPARATORS =
  /\s*(?:_{1,3}|\|{1,2}|｜|丨|—{1,2}|–|»|›|·|::|\s[-~－]\s|(?<=[\u3000-\u9fff」』”》）)?!？！…\]])\s*[-－]{1,2}\s*(?=[\u4e00-\u9fffA-Z“《【「])|\s-|-\s)\s*/;

/** Marks of a post in a forum: floor numbers and the line with its time. */
export const FLOOR =
  /(?:^|\s)(?:第?\s*\d{1,5}\s*(?:楼|#|层)|#\s*\d{1,5}|楼主|沙发|板凳|地板)(?:\s|$|:|(?:19|20)\d\d-)|发表于|回复于|发布于.{0,24}(?:只看该作者|倒序|楼)/;

/** Names of well-known sites, to refine what pages say themselves. Longest suffix wins. */
export const SITES: Record<string, string> = {
  'mp.weixin.qq.com': '微信公众平台',
  'people.com.cn': '人民网',
  'cpc.people.com.cn': '中国共产党新闻网',
  'news.cn': '新华网',
  'xinhuanet.com': '新华网',
  'www.gov.cn': '中国政府网',
  '12371.cn': '共产党员网',
  'qstheory.cn': '求是网',
  'cctv.com': '央视网',
  'gmw.cn': '光明网',
  'xuexi.cn': '学习强国',
  'flk.npc.gov.cn': '国家法律法规数据库',
};

/** Query parameters that say where a reader came from. Others are kept: they may name the page. */
export const TRACKING_PARAMETERS =
  /^(?:utm_.+|spm|scm|share_?(?:from|token|source|medium|uid|id|tag|plat|session_id)?|shareto|sharer_.+|bd_vid|gclid|fbclid|msclkid|isappinstalled|nsukey|clicktime|enterid|mpshare|exportkey|pass_ticket|click_id|tt_from|_hmt|hmsr|hmpl|hmcu|hmkw|hmci|vd_source|spm_id_from|from_source|from_spmid|ref_?src|is_from_web|referer|tdsourcetag|pgv_ref|adtag|luicode|lfid)$/i;
/** Hosts where a page is named by these parameters alone. */
export const NAMING_PARAMETERS: Record<string, readonly string[]> = {
  'mp.weixin.qq.com': ['__biz', 'mid', 'idx', 'sn'],
};
/** `from` names a page on some sites and an app on most: it goes only with these values. */
export const TRACKING_FROM =
  /^(?:timeline|singlemessage|groupmessage|search|share|weixin|wechat|weibo|qq|app|copy|message|sms|qrcode|pc|mobile|home|index|top)$/i;
