"""Instance files of the literature, in small; bad ones are told by their line."""

import pytest

from sanbao.planning.checker import broken
from sanbao.planning.files.opening import read
from sanbao.planning.files.reading import BadFile
from sanbao.planning.plan import cost_of
from sanbao.planning.solve import planned

SOLOMON = """T1

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE   TIME

    0      0         0          0          0        100          0
    1      3         4          6          0         50         10
    2      6         8          6          0         50         10
    3      0         1          4          0         50         10
"""
TRSP = """T1

INFO
CREW COUNT  SKILLS  TOOLS   SPARE PARTS
1       2       2       2

DEPOT TECHNICIANS AND REQUESTS
ID   X     Y     TWS    TWE    Serv   SKILLS   TOOLS    SPARE PARTS
0    0     5     0      100    0      [] \t[] \t[]
1    0     0     0      100    0      [0,1] \t[0] \t[1,0]
2    0     10    0      100    5      [1] \t[0] \t[1,0]
3    0     20    0      100    5      [0] \t[1] \t[1,0]
"""
TASKS = """Capacity: 200
Customer: 3

CUST NO.\tXCOORD.\tYCOORD.\tDEMAND\tREADY TIME\tDUE DATE\tSERVICE TIME\tcost\td11\td12\td21\td22
1\t0\t0\t0\t0\t100\t0\t0\t0\t0\t0\t0
2\t3\t4\t1\t0\t50\t10\t100\t1\t1\t0\t0
3\t6\t8\t1\t0\t50\t10\t100\t2\t0\t1\t0
"""
TECHNICIANS = """Technicians
Number of Technicians: 1
domains: 2
proficiency level: 2

ID\tdomain1\tdomain2
1\t2\t1
"""


def kept(folder, name: str, text: str):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_solomon_counts_in_tenths_cut_off(tmp_path):
    instance = read(kept(tmp_path, "T1.txt", SOLOMON))
    assert (instance.form, instance.scale, len(instance.problem.jobs)) == ("vrptw", 10, 3)
    assert instance.problem.distances[1][3] == 42
    plan = planned(instance.problem, seconds=0.8)
    assert broken(instance.problem, plan) == []
    assert cost_of(instance.problem, plan).distance == 50 + 42 + 10 + 100 + 100


def test_trsp_fetches_the_second_part_at_the_depot(tmp_path):
    instance = read(kept(tmp_path, "T1.txt", TRSP))
    plan = planned(instance.problem, seconds=0.8)
    assert broken(instance.problem, plan) == []
    assert (plan.left, cost_of(instance.problem, plan).distance) == ((), 40_000)


def test_strsp_outsources_what_one_alone_cannot_do(tmp_path):
    kept(tmp_path, "technicians_T.txt", TECHNICIANS)
    instance = read(kept(tmp_path, "tasks_T.txt", TASKS))
    plan = planned(instance.problem, seconds=0.8)
    cost = cost_of(instance.problem, plan)
    assert (plan.left, cost.distance) == (("3",), 1000)
    assert cost.left_price == round((200 + 3**1.5) * 100)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.txt", "nothing", "neither a Solomon"),
        ("a.txt", SOLOMON.replace("3         4 ", "x         4 "), "line 11: not a number"),
        ("a.txt", TRSP.replace("[0] \t[1] \t[1,0]", "[0]"), "line 12: three lists"),
        ("a.txt", TRSP.replace("\n1       2", "\n9       2"), "line 5: 9 technicians expected"),
        ("tasks_a.txt", "CUST", "no table that begins with CUST NO."),
        ("tasks_a.txt", TASKS, "technicians_a.txt"),
    ],
)
def test_a_bad_file_is_told_by_its_line(tmp_path, name, text, why):
    with pytest.raises(BadFile, match=why.replace(".", r"\.")):
        read(kept(tmp_path, name, text))
