"""Every text of the chat page in English and Chinese, by key; it knows nothing of the world and of HTML."""

LANGUAGES = {"en": "English", "zh": "中文"}

TEXTS: dict[str, tuple[str, str]] = {
    # The frame
    "title": ("Local Telegram", "本机 Telegram"),
    "other_language": ("中文", "English"),
    "switch_language": ("中文：切换语言", "English: switch language"),
    "skip": ("To the text box", "跳到输入框"),
    "chats": ("Chats", "会话"),
    "groups": ("Groups", "群组"),
    "channels": ("Channels", "频道"),
    "privates": ("Private chats with {bot}", "与 {bot} 的私聊"),
    "back": ("Back to the chats", "返回会话列表"),
    "no_chats": ("There is no chat yet.", "暂无会话。"),
    "new_group": ("New group", "新建群组"),
    "unread": ("{count} unread", "{count} 条未读"),
    "lost": ("The connection is lost. Trying again…", "连接已断开，正在重试……"),
    # The clock
    "clock": ("Clock", "时钟"),
    "zone": ("Time zone shown", "显示时区"),
    "hour": ("+1 hour", "+1 小时"),
    "morning": ("Next morning", "次日早晨"),
    "friday": ("Fri 15:00", "周五 15:00"),
    "hour_hint": ("Move the clock one hour on", "时钟前移一小时"),
    "morning_hint": ("Move the clock to 08:30 of the next day", "时钟调到次日 8:30"),
    "friday_hint": ("Move the clock to the next Friday, 15:00", "时钟调到下一个周五 15:00"),
    "rehearse": ("Rehearse 14 days", "预演 14 天"),
    "rehearse_hint": ("Show what would be sent in the next 14 days", "显示今后 14 天将发送的内容"),
    "rehearsed": (
        "What would be sent in the next 14 days if nobody said anything. Nothing was sent.",
        "今后 14 天无人发言时将发送的内容。此处仅为预演，未发送。",
    ),
    "rehearsed_none": ("Nothing would be sent in the next 14 days.", "今后 14 天不会发送任何内容。"),
    "moved": ("It is now {now}.", "现在是 {now}。"),
    "tick_failed": ("The clock moved, but the bot failed at its turn: {error}", "时钟已调，但机器人运行出错：{error}"),
    # The head of a chat
    "write_as": ("Write as", "发言身份"),
    "here": ("In this chat", "在本会话中"),
    "elsewhere": ("Not in this chat", "不在本会话中"),
    "member": ("1 member", "1 名成员"),
    "members": ("{count} members", "{count} 名成员"),
    "private_with": ("private chat with {bot}", "与 {bot} 的私聊"),
    "bot_admin": ("{bot} is an admin", "{bot} 是管理员"),
    "bot_all": ("{bot} sees all messages", "{bot} 能看到全部消息"),
    "bot_member": ("{bot} sees commands and replies only", "{bot} 只能看到命令和回复"),
    "bot_absent": ("{bot} is not here", "{bot} 不在群内"),
    "more": ("More", "更多"),
    "calls": ("Bot API calls", "Bot API 调用"),
    "ok": ("OK", "好"),
    "close": ("Close", "关闭"),
    "topics": ("Topics", "话题"),
    "general": ("General", "常规"),
    "new_topic": ("New topic", "新建话题"),
    "pinned": ("Pinned message", "置顶消息"),
    "pinned_of": ("Pinned message {number} of {count}", "置顶消息 {number}/{count}"),
    # Messages
    "messages": ("Messages", "消息"),
    "nothing_said": ("Nothing has been said here yet.", "这里还没有消息。"),
    "earlier": ("Show earlier messages", "显示更早的消息"),
    "down": ("To the newest message", "跳到最新消息"),
    "edited": ("edited", "已编辑"),
    "silent": ("sent without sound", "静音发送"),
    "bot": ("bot", "机器人"),
    "forwarded": ("Forwarded from {name}", "转发自 {name}"),
    "picture": ("Picture", "图片"),
    "file": ("File", "文件"),
    "download": ("Download {name}", "下载 {name}"),
    "spoiler": ("Hidden text: show", "隐藏文字：点按显示"),
    "send_command": ("Send {command}", "发送 {command}"),
    "opens": ("{label}: opens {address}", "{label}：打开 {address}"),
    "nowhere": ("leads nowhere in this playground", "在本机环境中不可打开"),
    "answer_to": ("Answer to {name}", "回复 {name}"),
    "reaction_of": ("{emoji} by {names}", "{emoji}：{names}"),
    "actions": ("Message actions", "消息操作"),
    "reply": ("Reply", "回复"),
    "edit": ("Edit", "编辑"),
    "delete": ("Delete", "删除"),
    "pin": ("Pin", "置顶"),
    "unpin": ("Unpin", "取消置顶"),
    "copy": ("Copied: {text}", "已复制：{text}"),
    "react_with": ("React with {emoji}", "用 {emoji} 回应"),
    "no_answer": ("The bot has not answered the press.", "机器人未响应此按钮。"),
    "message_gone": ("That message is not here any more.", "该消息已不在。"),
    # Service messages
    "joined": ("{who} joined the group", "{who} 加入了群组"),
    "added": ("{who} added {whom}", "{who} 邀请 {whom} 加入"),
    "left": ("{who} left the group", "{who} 退出了群组"),
    "removed": ("{who} removed {whom}", "{who} 移除了 {whom}"),
    "retitled": ("{who} changed the title to “{title}”", "{who} 将群名改为“{title}”"),
    "pinned_it": ("{who} pinned “{text}”", "{who} 置顶了“{text}”"),
    "migrated_to": ("{who} upgraded this group to a supergroup", "{who} 将本群升级为超级群"),
    "migrated_from": ("The group became a supergroup", "群组已升级为超级群"),
    "group_made": ("{who} made the group", "{who} 创建了群组"),
    "topic_made": ("{who} made the topic “{title}”", "{who} 创建了话题“{title}”"),
    "topic_closed": ("{who} closed the topic", "{who} 关闭了话题"),
    "topic_reopened": ("{who} reopened the topic", "{who} 重新开放了话题"),
    "topic_edited": ("{who} renamed the topic to “{title}”", "{who} 将话题改名为“{title}”"),
    "happened": ("{who}: {what}", "{who}：{what}"),
    # The text box
    "text_box": ("Message as {name}", "以 {name} 的身份发言"),
    "send": ("Send", "发送"),
    "attach": ("Attach a file or picture", "添加文件或图片"),
    "attached": ("Attached: {name}", "已添加：{name}"),
    "as_file": ("as a file", "按文件发送"),
    "remove": ("Remove", "移除"),
    "commands": ("Commands", "命令"),
    "no_commands": ("The bot has set no commands.", "机器人未设置命令。"),
    "answering": ("Answer to {name}", "回复 {name}"),
    "editing": ("Edit the message", "编辑消息"),
    "cancel": ("Cancel", "取消"),
    "start": ("Start", "开始"),
    "start_hint": (
        "{name} has not pressed Start yet: the bot can't write here.",
        "{name} 尚未点“开始”，机器人无法在此发言。",
    ),
    "not_member": ("{name} is not in this chat.", "{name} 不在本群。"),
    "join": ("Join as {name}", "以 {name} 的身份加入"),
    "blocked": ("{name} has blocked the bot.", "{name} 已屏蔽机器人。"),
    "unblock": ("Unblock", "解除屏蔽"),
    "topic_shut": ("This topic is closed.", "此话题已关闭。"),
    "may_not_write": ("{name} may not write here.", "{name} 无权在此发言。"),
    "nobody": ("Nobody is here to write. Add a person under “More”.", "没有可发言的人，请在“更多”里添加。"),
    # Refusals
    "impossible": ("Not possible: {reason}", "无法完成：{reason}"),
    "empty": ("Nothing was written.", "内容为空。"),
    "too_long": (
        "Too long: {count} characters, {most} fit into a message.",
        "过长：{count} 字，一条消息最多 {most} 字。",
    ),
    "too_big": ("The file is larger than 50 MB.", "文件超过 50 MB。"),
    "not_yours": ("Only one's own messages can be changed.", "只能改动自己的消息。"),
    "reaction_refused": ("This chat does not allow that reaction.", "本群不允许此回应。"),
    "name_needed": ("A name is needed.", "请填写名称。"),
    "username_taken": ("The username @{name} is taken.", "用户名 @{name} 已被占用。"),
    "username_bad": ("A username has 4 to 32 letters, digits or _.", "用户名为 4 至 32 位字母、数字或下划线。"),
    # Scenes
    "scenes": ("Set the scene", "调整场景"),
    "in_this_chat": ("{bot} in “{chat}”", "{bot} 在“{chat}”"),
    "promote_bot": ("Make admin", "设为管理员"),
    "demote_bot": ("Make plain member", "降为普通成员"),
    "kick_bot": ("Remove from the group", "移出群组"),
    "add_bot": ("Add to the group", "加入群组"),
    "privacy_on": ("Turn privacy mode on", "开启隐私模式"),
    "privacy_off": ("Turn privacy mode off", "关闭隐私模式"),
    "privacy_note": (
        "As at Telegram, a group keeps what held when the bot was added: remove it and add it again.",
        "与 Telegram 一致：群组沿用机器人入群时的设置，须移出后重新加入才生效。",
    ),
    "the_chat": ("This chat", "本会话"),
    "reactions_all": ("Allow all reactions", "允许全部回应"),
    "reactions_none": ("Allow no reactions", "不允许回应"),
    "upgrade": ("Upgrade to supergroup", "升级为超级群"),
    "the_person": ("{name} in this chat", "{name} 在本会话中"),
    "promote_me": ("Make admin", "设为管理员"),
    "demote_me": ("Make plain member", "降为普通成员"),
    "hide_me": ("Act anonymously", "匿名发言"),
    "show_me": ("Act openly", "公开身份发言"),
    "leave": ("Leave", "退出"),
    "block": ("Block the bot", "屏蔽机器人"),
    "add_person": ("Add a person", "添加人员"),
    "first_name": ("First name", "名"),
    "last_name": ("Last name", "姓"),
    "username": ("Username", "用户名"),
    "language": ("Language", "语言"),
    "add": ("Add", "添加"),
    "make": ("Make", "创建"),
    "name": ("Name", "名称"),
    "kind": ("Kind", "类型"),
    "kind_group": ("basic group", "普通群"),
    "kind_supergroup": ("supergroup", "超级群"),
    "kind_forum": ("supergroup with topics", "带话题的超级群"),
    "with_everybody": (
        "Everybody is in it; the bot is added as a plain member.",
        "所有人员入群；机器人以普通成员身份加入。",
    ),
    # Calls
    "no_calls": ("No call has been made yet.", "还没有调用。"),
    "with_polls": ("with getUpdates", "含 getUpdates"),
    "violations": ("Rules broken: {count}", "违规：{count}"),
    "refused": ("refused", "被拒"),
    "fault": ("staged fault: {name}", "人为故障：{name}"),
    "asked": ("Asked", "请求"),
    "answered": ("Answered", "应答"),
}  # fmt: skip

_SIDE = {"en": 0, "zh": 1}


class Words:
    """The texts of one language."""

    __slots__ = ("language",)

    def __init__(self, language: str) -> None:
        """Speak `en` or `zh`; anything else is English."""
        self.language = language if language in LANGUAGES else "en"

    def __call__(self, key: str, **values: object) -> str:
        """Give a text with its values filled in, not yet escaped. Raises KeyError for an unknown key."""
        return TEXTS[key][_SIDE[self.language]].format(**values)

    def members(self, count: int) -> str:
        """Say how many members there are."""
        return self("member") if count == 1 else self("members", count=count)


class Refused(Exception):  # noqa: N818  (an answer to a person, not a fault)
    """What a person asked of the page can't be done; the sentence is made in the reader's language."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def preferred(accepted: str) -> str:
    """Choose the language for an Accept-Language header: Chinese if it stands first, else English."""
    return "zh" if accepted.strip().lower().startswith("zh") else "en"


def text(key: str, language: str) -> str:
    """Give a text with the places of its values still in it, as `{name}`."""
    return TEXTS[key][_SIDE[language]]
