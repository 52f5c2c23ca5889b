"""What central demands of the joint number of a case that was recorded with others (一件事). Pure."""

from app.cases.model import Case
from app.central.rulings import Returned
from app.errors import Refused
from app.sync.model import Reason
from app.themes.joint_numbers import LETTER, read_joint_number
from app.themes.theme_rules import MOST_PARTS

_LONGEST_CODE, _LONGEST_NAME = 40, 200


def check_joint(case: Case) -> None:
    """The number is one of the case's point, and what it says of the theme is no more than a theme has. Raises
    Returned."""
    joint = case.life.joint
    if joint is None:
        return
    try:
        number = read_joint_number(joint.no)
    except Refused as error:
        raise Returned(Reason.BAD_PAYLOAD, "联办编号的校验位不对") from error
    if number != joint.no or not number.startswith(f"{LETTER}{case.point}"):
        raise Returned(Reason.BAD_PAYLOAD, "联办编号不是本服务点的编号")
    sized = len(joint.theme) <= _LONGEST_CODE and len(joint.name) <= _LONGEST_NAME and joint.version > 0
    if not sized or not 1 <= joint.count <= MOST_PARTS:
        raise Returned(Reason.BAD_PAYLOAD, "联办内容格式不对")
