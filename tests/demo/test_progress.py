"""Progress is a bar in a terminal and plain lines elsewhere."""

from io import StringIO

from dure.demo.progress import Progress


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_one_line_a_stage_where_there_is_no_terminal():
    out = StringIO()
    progress = Progress(2, out)
    progress.begin("공고")
    progress.tick()
    progress.begin("참여의향서", 200)
    progress.end("다 되었습니다.")

    assert out.getvalue() == "[1/2] 공고\n[2/2] 참여의향서\n다 되었습니다.\n"


def test_bar_fills_in_a_terminal():
    out = Terminal()
    progress = Progress(2, out)
    progress.begin("공고", 2)
    progress.tick()
    progress.tick()

    assert out.getvalue().rsplit("\r", 1)[1] == "\033[K" + "█" * 14 + "░" * 14 + "  50%  1/2 공고 2/2"
