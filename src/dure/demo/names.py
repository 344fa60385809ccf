"""Invented people of the offices, the forum, the partner company and the pool of assessors."""

from dataclasses import dataclass

COMMITTEE = ("강혜원", "조성문", "임규태")
CITY_OFFICIALS = {
    "52110": "정다운", "52130": "오승민", "52140": "서은지", "52180": "신동혁", "52190": "권미래", "52210": "황보람",
    "52710": "안지수", "52720": "송하준", "52730": "한보름", "52740": "류민서", "52750": "홍진아", "52770": "고태훈",
    "52790": "문소현", "52800": "양재원",
}  # fmt: skip
FORUM = (
    "노상욱", "백승환", "유제성", "남궁호", "심재광", "구자열", "곽병호", "나종훈", "도상기", "라경식",
    "맹성환", "민형기", "방준석", "변영무", "봉태규", "서문창", "석주환", "소병국", "손기남", "어윤덕",
)  # fmt: skip
MENTORS = (
    "강대식", "고석만", "공병길", "금동훈", "기세현", "길준모", "김덕환", "나상균", "남정우", "도경민",
    "류근택", "문창국", "박만호", "방극천", "배재덕", "서정복", "선우철", "손득수", "송인규", "심기섭",
    "안광진", "양회석", "염동일", "오기성", "유병화", "윤석중", "이강국", "장문호", "조남진", "최원갑",
)  # fmt: skip


@dataclass(frozen=True)
class Expert:
    """A candidate assessor; ``past`` are former employers, ``severity`` points given below or above the others."""

    name: str
    employer: str
    topics: tuple[str, ...]
    severity: float
    past: tuple[str, ...] = ()


_FOOD, _TEXTILE, _RUBBER = ("10", "11"), ("13", "14"), ("22", "20")
_AUTO, _PARTS, _METAL = ("30", "25"), ("26", "28"), ("25", "29", "23")
_OTHERS = ("16", "17", "29")
_BASIC, _HIGH, _ALL = ("JS1", "JS2"), ("JS2", "JS3"), ("JS1", "JS2", "JS3")
_UNI1, _UNI2, _UNI3 = "온고을대학교(예시)", "새만금공과대학교(예시)", "전주미래대학교(예시)"
_LAB1, _LAB2, _LAB3 = "호남식품공정연구원(예시)", "전북소재부품연구원(예시)", "서해안자동차기술원(예시)"
_RETIRED, _CONSULT = "은퇴기술인협회(예시)", "한길생산성본부(예시)"

EXPERTS = (
    Expert("강문식", _UNI1, _FOOD + _BASIC, -1.2),
    Expert("고은석", _UNI1, _FOOD + _ALL, 0.6),
    Expert("구현모", _UNI1, _PARTS + _HIGH, 0.2),
    Expert("권태운", _UNI1, _METAL + _ALL, -0.4),
    Expert("김경탁", _UNI2, _AUTO + _HIGH, -2.1, ("온누리전자(예시)",)),
    Expert("김나현", _UNI2, _PARTS + _ALL, 1.4),
    Expert("나병훈", _UNI2, _METAL + _HIGH, 0.9),
    Expert("남기선", _UNI2, _RUBBER + _BASIC, -0.3),
    Expert("도영진", _UNI3, _TEXTILE + _BASIC, 0.1),
    Expert("류성하", _UNI3, _TEXTILE + _ALL, -1.6),
    Expert("문정례", _UNI3, _FOOD + _BASIC, 1.8),
    Expert("민경도", _UNI3, _OTHERS + _ALL, 0.4),
    Expert("박남주", _LAB1, _FOOD + _ALL, -0.8, ("다올소프트",)),
    Expert("박세록", _LAB1, _FOOD + _HIGH, 0.3),
    Expert("배인호", _LAB1, _FOOD + _BASIC, 2.3),
    Expert("백종녀", _LAB1, _FOOD + _ALL, -0.1),
    Expert("서병관", _LAB2, _RUBBER + _ALL, 0.7),
    Expert("서유정", _LAB2, _PARTS + _HIGH, -1.0),
    Expert("성기완", _LAB2, _METAL + _BASIC, 0.0, ("나르샤재전통장",)),
    Expert("손희락", _LAB2, _RUBBER + _HIGH, -0.6),
    Expert("송경덕", _LAB3, _AUTO + _ALL, 1.1),
    Expert("신덕현", _LAB3, _AUTO + _BASIC, -0.2, ("조약내카고",)),
    Expert("송영란", _LAB3, _AUTO + _HIGH, 0.5),
    Expert("양길용", _RETIRED, _METAL + _ALL, -2.6, ("가람데이터",)),
    Expert("오병재", _RETIRED, _PARTS + _BASIC, -0.9),
    Expert("유정기", _RETIRED, _AUTO + _BASIC, 0.8),
    Expert("윤말용", _RETIRED, _TEXTILE + _HIGH, 0.2),
    Expert("이근영", _CONSULT, _OTHERS + _ALL, 1.5),
    Expert("임수정", _CONSULT, _FOOD + _HIGH, -0.5),
    Expert("정회승", _CONSULT, _RUBBER + _BASIC, 0.1),
)
