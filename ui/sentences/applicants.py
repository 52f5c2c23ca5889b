"""What the clerk reads when an applicant's details are refused, or should be looked at again."""

from typing import Final

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # The shape of an input line
    "applicant_not_object": ("这里应为一组字段，请按格式填写。", "A set of fields is expected here."),
    "applicant_key_unknown": (
        "没有“{key}”这个字段，请删去或改正。",
        "There is no field “{key}”: remove or correct it.",
    ),
    "applicant_not_text": ("这里应填写文字，请改正。", "Text is expected here."),
    "applicant_text_broken": (
        "这里有损坏的字符，请重新输入。",
        "There is a damaged character here: type the text again.",
    ),
    "applicant_field_missing": ("这一项必须填写。", "This must be filled in."),
    "applicant_code_unknown": (
        "没有“{given}”这个代码，请从列表中选择。",
        "There is no code “{given}”: choose from the list.",
    ),
    "applicant_date_wrong": (
        "“{given}”不是日期，请写成 2030-01-31 的样子，长期的选“长期”。",
        "“{given}” is not a date: write it like 2030-01-31, or “long” for one without an end.",
    ),
    "text_long": (
        "文字太长，最多 {longest} 个字，请缩短。",
        "The text is too long: shorten it to {longest} characters.",
    ),
    "one_line_only": (
        "这里写一行，1 到 {longest} 个字，不能有换行或损坏的字符。",
        "Write one line of 1 to {longest} characters here, without line breaks or damaged characters.",
    ),
    # By what an agent acts
    "authority_missing": (
        "没有登记代理凭据，请查看授权委托书或者能证明关系的材料，并登记。",
        "Nothing says what entitles the agent: look at the letter of authority, or at what shows the relation.",
    ),
    "authority_expired": (
        "授权委托书已过期，请确认委托人仍然同意，必要时重新出具。",
        "The letter of authority has expired: make sure that the principal still agrees, or have a new one signed.",
    ),
    "authority_scope_missing": (
        "授权委托书没有写明代办什么，请按委托书补填代理事项。",
        "What the letter of authority is for is not said: enter it as the letter has it.",
    ),
    "guardian_of_grown": (
        "申请人已满 18 岁，法定监护请核对监护证明。",
        "The applicant is 18 or older: look at what shows the guardianship.",
    ),
    # Kinds of applicants
    "company_wants_uscc": (
        "单位请用统一社会信用代码登记；确实没有的，证件类型选“其他”。",
        "Register an organisation by its unified social credit code; if it has none, choose “other”.",
    ),
    "person_has_uscc": (
        "统一社会信用代码是单位的，请把申请人改为单位，或改选个人证件。",
        "A unified social credit code belongs to an organisation: change the applicant's kind or the document.",
    ),
    "agent_is_company": ("代理人应为个人，请登记其身份证件。", "An agent is a person: enter a personal document."),
    "agent_is_applicant": (
        "代理人与申请人是同一人，请删去代理人或核对号码。",
        "The agent is the applicant: remove the agent or check the number.",
    ),
    # Names
    "name_broken": (
        "姓名中有损坏的字符，请重新输入。",
        "The name holds a damaged character: type it again.",
    ),
    "name_lost_character": (
        "姓名中有“?”“*”或“□”，原来的字没有录上，请用编码或部首补录该字。",
        "The name holds “?”, “*” or “□” where a character was lost: enter it by code point or radical.",
    ),
    "name_short": ("姓名至少两个字，请核对证件。", "A name has at least two characters: check the document."),
    "name_long": ("姓名最多 {longest} 个字，请核对。", "A name has at most {longest} characters: check it."),
    "name_private_use": (
        "姓名中有自造字，其他电脑显示不了，请按证件用标准字补录。",
        "The name holds a private character that other computers can't show: enter the standard one.",
    ),
    # Resident identity numbers
    "id_15_digits": (
        "15 位旧身份证号已不能作为身份证件，请按现用证件登记 18 位号码；查旧记录时可以用 15 位。",
        "A 15-digit number is no longer valid: enter the 18 characters of the present card. Searching by 15 works.",
    ),
    "id_length": (
        "身份证号应为 18 位，现在是 {length} 位，请核对。",
        "The number has 18 characters, not {length}: check it.",
    ),
    "id_characters": (
        "身份证号前 17 位是数字，最后一位是数字或 X，请核对。",
        "The first 17 characters are digits and the last is a digit or X: check the number.",
    ),
    "id_birth_date": (
        "号码中的出生日期“{given}”不存在，请核对第 7 至 14 位。",
        "The number's birth date “{given}” doesn't exist: check characters 7 to 14.",
    ),
    "id_birth_future": (
        "号码中的出生日期 {given} 还没有到，请核对；如号码无误，请检查电脑日期。",
        "The number's birth date {given} is in the future: check the number, then the computer's date.",
    ),
    "id_age": (
        "号码中的出生日期 {given} 已超过 {oldest} 年，请核对第 7 至 14 位。",
        "The number's birth date {given} is more than {oldest} years ago: check characters 7 to 14.",
    ),
    "id_check_digit": (
        "身份证号校验不对：最后一位现在是 {given}，按前 17 位应为 {expected}。请对照证件逐位核对。",
        "The check character is {given}, but the first 17 digits want {expected}: compare each digit with the card.",
    ),
    "id_sequence_000": (
        "号码的顺序码是 000，极少见，请对照证件再看一次。",
        "The number's sequence is 000, which is very rare: look at the card again.",
    ),
    "id_is_foreign_residence": (
        "9 开头的是外国人永久居留身份证号码，请改选证件类型。",
        "A number that begins with 9 belongs to a foreign permanent resident: change the document's type.",
    ),
    "id_is_hmt_residence": (
        "这是港澳台居民居住证的号码，请核对证件类型。",
        "This is the number of a residence permit for Hong Kong, Macao or Taiwan: check the document's type.",
    ),
    # Other documents
    "id_not_hmt_residence": (
        "港澳台居民居住证号码以 810000、820000 或 830000 开头，请核对号码或证件类型。",
        "This permit's number begins with 810000, 820000 or 830000: check the number or the document's type.",
    ),
    "id_not_foreign_residence": (
        "外国人永久居留身份证的 18 位号码以 9 开头，请核对号码或证件类型。",
        "This card's 18 characters begin with 9: check the number or the document's type.",
    ),
    "id_birth_odd": (
        "从号码中读不出合理的出生日期，请对照证件再看一次。",
        "No plausible birth date can be read from the number: look at the card again.",
    ),
    "foreign_residence_form": (
        "外国人永久居留身份证号码是 3 个字母加 12 位数字，或 9 开头的 18 位，请核对。",
        "The number is 3 letters and 12 digits, or 18 characters from 9: check it.",
    ),
    "hong_kong_macao_permit_form": (
        "港澳居民来往内地通行证号码是 H 或 M 加 8 位数字，后面可有 2 位换证次数，请核对。",
        "The permit's number is H or M and 8 digits, then perhaps 2 more: check it.",
    ),
    "taiwan_permit_form": (
        "台湾居民来往大陆通行证号码是 8 位数字，旧证为 10 位或带字母，请核对。",
        "The permit's number has 8 digits, on old ones 10 or a letter: check it.",
    ),
    "passport_form": (
        "中国护照号码是 1 个字母加 8 位数字，或 E 加 1 个字母加 7 位数字；外国护照请改选证件类型。",
        "A Chinese passport has a letter and 8 digits, or E, a letter and 7 digits; for others change the type.",
    ),
    "foreign_passport_form": (
        "护照号码是 5 至 15 位字母和数字，请核对。",
        "A passport's number has 5 to 15 letters and digits: check it.",
    ),
    "birth_certificate_form": (
        "出生医学证明编号一般是 1 个字母加 9 位数字，请再看一次。",
        "A birth certificate usually has a letter and 9 digits: look again.",
    ),
    "id_characters_broken": (
        "证件号码中有损坏的字符，请重新输入。",
        "The number holds a damaged character: type it again.",
    ),
    "id_free_length": (
        "证件号码应为 3 至 40 个字，现在是 {length} 个，请核对。",
        "The number has 3 to 40 characters, not {length}: check it.",
    ),
    # Unified social credit codes
    "uscc_length": (
        "统一社会信用代码应为 18 位，现在是 {length} 位；旧的营业执照注册号不能用，请按新执照登记。",
        "The code has 18 characters, not {length}; an old registration number won't do: use the new licence.",
    ),
    "uscc_letter": (
        "统一社会信用代码不用字母 I、O、Z、S、V，这里有“{given}”，请核对是否为相近的数字。",
        "The code never holds I, O, Z, S or V, but here is “{given}”: is it a digit that looks alike?",
    ),
    "uscc_characters": (
        "统一社会信用代码只有数字和大写字母，第 3 至 8 位是数字，请核对。",
        "The code has digits and capital letters, and digits in places 3 to 8: check it.",
    ),
    "uscc_check_character": (
        "统一社会信用代码校验不对：最后一位现在是 {given}，按前 17 位应为 {expected}。请对照证照逐位核对。",
        "The check character is {given}, but the first 17 want {expected}: compare each one with the licence.",
    ),
    "uscc_department": (
        "统一社会信用代码的第 1 位不常见，请对照证照再看一次。",
        "The code's first character is unusual: look at the licence again.",
    ),
    "uscc_inner_code": (
        "统一社会信用代码中的组织机构代码校验不符，少数旧代码如此，请对照证照再看一次。",
        "The inner organisation code doesn't check, as with a few old codes: look at the licence again.",
    ),
    # Phones
    "phone_missing": (
        "请填写手机号码；没有手机的，请填写联系人姓名和电话。",
        "Enter a phone number; for somebody without one, enter a contact person with a phone.",
    ),
    "phone_form": (
        "电话号码不对，请写 11 位手机号，或区号加号码，如 0435-3212345。",
        "This is no phone number: write 11 digits of a mobile, or area code and number like 0435-3212345.",
    ),
    "phone_mobile_length": (
        "手机号应为 11 位、第 2 位是 3 至 9，现在是 {length} 位，请核对。",
        "A mobile has 11 digits, the second from 3 to 9; here are {length}: check it.",
    ),
    "phone_area_code": (
        "座机请加区号，如 0435-3212345。",
        "Write a landline with its area code, like 0435-3212345.",
    ),
    # Documents that end, and people who want somebody beside them
    "id_expired": (
        "证件已过有效期，可以继续办理，请提醒申请人换证。",
        "The document has expired: you may go on; remind the applicant to renew it.",
    ),
    "id_long_young": (
        "46 周岁以下的身份证一般不是长期有效，请再看一次证件背面。",
        "A card is rarely valid for ever below the age of 46: look at its back again.",
    ),
    "minor_wants_guardian": (
        "申请人未满 16 周岁，应由监护人代理，请登记代理人。",
        "The applicant is under 16: a guardian should act; enter the agent.",
    ),
    "minor_may_want_guardian": (
        "申请人未满 18 周岁，没有独立收入的应由监护人代理。",
        "The applicant is under 18: without an own income a guardian should act.",
    ),
    "agent_minor": ("代理人未满 18 周岁，请核对。", "The agent is under 18: check it."),
    "agent_relation_missing": ("请填写代理人与申请人的关系。", "Enter what the agent is to the applicant."),
}
