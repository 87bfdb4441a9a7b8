"""Everyday words that matter when titles and names are recognised; a table, no rules."""


def words(text: str) -> frozenset[str]:
    """The words of a table's cell."""
    return frozenset(text.split())


GENERIC = words("""
    test plan order list form team page article design letter email mail training purchase meeting report draft
    review round sheet doc document file work task item sign update event room media guest call note point part day
    week group committee organise organize prepare check make write send book get find buy new conference final
    first second name photo video online open start help info set up project programme program 方案 报告 工作 任务
    会议 名单 材料 准备 落实 确定 联系 制作 完成 安排 活动 大会 组织 负责 跟进 通知 邮件 设计 采购 计划 相关 进行
    开展 项目 内容 人员 时间 管理 问题 测试 报价 订购 购买 征集 招募 发布 更新 收集 整理 编写 起草 审核 评审 对接
""")
"""Words of many titles, which name a task only together with others."""

SILENT = words("""
    the a an of for to and in on at with by from de la le der die das und et y e von zu our my
""")
"""Words of a title that nobody types."""

FAINT = words("up ups out off")
"""Words that are recognised only together with the one before them."""

COMMON = words("""
    about after again all also and another any are back been before being but bye can come could day did does done
    down dont each eat else end even every few fine first for from get give going gone good got great had half hand has
    have hear hello her here him his hour how into its just keep know last late later left less let like little
    long look lot made main make many may maybe mean men might mine more most much must near need never new next
    nice not nothing now off okay old once one only open other our out over own part past plan please put quite
    ready real really right said same say see seem send sent set she short should show side since some soon sorry
    still stop such sure take talk tell than thank thanks that the their them then there these they thing think
    this those though three through till time today told tomorrow tonight too took try two under until upon use
    very wait want was way week well went were what when where which while who whole why will wish with won word
    work would write year yes yet you your
""")
"""Words that are never taken for a misspelt or shortened word of a title."""

SAME = {
    "mail": "email", "mails": "email", "docs": "document", "doc": "document", "site": "website", "web": "website",
    "pics": "photo", "pictures": "photo", "invite": "invitation", "invites": "invitation", "tee": "shirt",
    "tees": "shirt", "org": "organisation", "info": "information", "ad": "advert", "ads": "advert", "pr": "press",
}  # fmt: skip
"""Words that people use for one another."""

NOBODY = words("""
    need needs want try remember reminder how used about next back up try going who what which it this that we they
    there please decide required requires points point items item list plan is are was be needed tools model models
    not no to the a an in on at for of from with by todo action due link links note notes see also ai
""")
"""Words that stand where a name might and are none."""
