"""The words by which a name is found."""

import sqlite3
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.applicants.search_text import bigram_query, bigrams, fold, initials

NAMES = ["张㐀", "李𠀀", "王䶮", "赵喆", "刘𬘘", "欧阳娜娜", "阿布都热依木·买买提", "김영희(金英姬)", "王\U0002ebf0兰"]


def test_bigrams_hold_each_pair_and_each_character():
    assert bigrams("王桂兰") == "王桂 桂兰 王 桂 兰"
    assert bigrams("李𠀀") == "李𠀀 李 𠀀"
    assert bigrams("") == ""


@pytest.mark.parametrize("name", NAMES)
def test_each_part_of_a_name_finds_it_in_fts5(name):
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE names USING fts5(words)")
        database.execute("INSERT INTO names VALUES (?)", (bigrams(name),))
        database.execute("INSERT INTO names VALUES (?)", (bigrams("孙大圣"),))
        folded = fold(name)
        for start in range(len(folded)):
            for end in range(start + 1, len(folded) + 1):
                query = bigram_query(folded[start:end])
                found = database.execute("SELECT rowid FROM names WHERE names MATCH ?", (query,)).fetchall()
                assert found == [(1,)], query
    finally:
        database.close()


@given(st.text(max_size=20))
def test_any_text_makes_a_query_without_quotes_in_it(text):
    query = bigram_query(text)
    assert '"' not in fold(text)
    assert (query == "") == (fold(text) == "")


def test_folding_is_for_search_only_and_forgives():
    assert fold("Ｊosé • Ñandú") == "josenandu"
    assert fold("\uf9f4") == fold("林")
    assert fold("\ue81e") == "龴"
    assert fold("葛\U000e0100") == "葛"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王桂兰", "wgl"),
        ("单雄信", "sxx"),
        ("曾国强", "zgq"),
        ("仇英", "qy"),
        ("解小明", "xxm"),
        ("朴正花", "pzh"),
        ("尉迟恭", "ycg"),
        ("万俟红", "mqh"),
        ("欧阳娜娜", "oynn"),
        ("阿布都热依木·买买提", "abdrymmmt"),
        ("李𠀀", "lh"),
        ("王䶮", "wy"),
        ("김영희(金英姬)", "jyj"),
        ("Maria del Carmen", "mdc"),
        ("José Ñandú", "jn"),
        ("葛\U000323af", "g"),
        ("", ""),
    ],
)
def test_initials_as_a_clerk_types_them(name, typed):
    assert initials(name) == typed


def test_no_name_loads_pinyin_which_takes_57_megabytes():
    probe = (
        "import sys, app.applicants.search_text as words;"
        "words.bigrams('王芳'); words.initials('王芳'); print('pypinyin' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
