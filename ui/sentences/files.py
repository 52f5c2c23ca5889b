"""Sentences about attachments on their way to central, and what central says to a client that brings one."""

SENTENCES: dict[str, tuple[str, str]] = {
    "file_lost": (
        "附件的内容不在本机上，没有上传，请重新扫描后补充。",
        "The attachment's content is not on this computer and was not sent: scan it again and add it.",
    ),
    "file_refused": (
        "市级平台不收这个附件，其他附件照常上传。请联系市级平台。",
        "Central does not take this attachment; the others go on. Call the city.",
    ),
    "files_full": (
        "存放附件的磁盘已满，请清理后再试。（{reason}）",
        "The disk for attachments is full: free some space, then try again. ({reason})",
    ),
    "files_failed": (
        "附件文件夹读写不了，请检查磁盘和权限。（{reason}）",
        "The attachments' folder can't be used: check the disk and its rights. ({reason})",
    ),
    "upload_unknown": ("没有这个上传，请重新开始。", "There is no such upload: begin again."),
    "file_complete": ("附件已收齐，不能撤回。", "The attachment is complete and can't be taken back."),
    "file_locked": (
        "另一台设备正在上传这个附件，请稍后再试。",
        "Another device brings this attachment: try again later.",
    ),
    "file_too_large": ("附件太大，没有收。", "The attachment is too large and was not taken."),
    "file_too_long": ("传来的比说好的多，没有收。", "More came than was told, and was not taken."),
    "files_too_many": ("没传完的附件太多，请先传完。", "Too many attachments are under way: finish those first."),
    "length_differs": (
        "附件的大小与已收到的不同，没有收。",
        "The attachment's size is not that of what is here; not taken.",
    ),
    "digest_differs": ("附件内容与校验值不符，没有收，请重传。", "The content does not fit its digest; send it again."),
    "offset_differs": ("续传的位置不对，请先查询。", "The offset is another: ask for it first."),
    "checksum_unknown": ("不认识这种校验，没有收。", "The checksum is of an unknown kind; nothing was taken."),
    "header_malformed": ("上传的请求格式不对，没有收。", "The upload's request is malformed; nothing was taken."),
    "metadata_malformed": ("上传的说明格式不对，没有收。", "The upload's metadata is malformed; nothing was taken."),
    "method_unknown": ("不支持这种请求。", "This kind of request is not supported."),
    "tus_version": ("不支持这个版本的 tus 协议。", "This version of tus is not supported."),
    "token_wrong": ("上传凭证不对，请重新同步。", "The upload token is wrong: sync again."),
    "token_expired": ("上传凭证已过期，请重新同步。", "The upload token has lapsed: sync again."),
}
