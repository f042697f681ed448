# SPDX-License-Identifier: Apache-2.0
import pytest

from licet.terminal import WIDTH, number, painter, safe, width, wrap


def test_wrapping_breaks_long_words_but_never_links() -> None:
    link = "https://example.com/" + "a" * 200
    lines = wrap(f"{'word ' * 40}{link} {'x' * 300}", "  do: ")
    assert link in [line.strip() for line in lines]
    assert all(len(line) <= WIDTH for line in lines if link not in line)
    assert all(line.startswith("      ") for line in lines[1:])


def test_a_huge_value_is_cut() -> None:
    assert safe("a" * 5000).endswith("... (3000 more characters)")


@pytest.mark.parametrize(
    "char",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x9b",
        "\u061c",
        "\u200b",
        "\u202e",
        "\u2028",
        "\u2069",
        "\ufeff",
        "\ud800",
        "\U000e0041",
    ],
)
def test_what_does_not_simply_print_is_escaped(char: str) -> None:
    assert safe(f"a{char}b").isascii()
    assert char not in safe(f"a{char}b")


def test_what_prints_stays() -> None:
    assert safe('Zürich, 名前 §1.b \\ "quoted"') == 'Zürich, 名前 §1.b \\ "quoted"'
    assert safe("a\tb\r\nc") == "a\\tb\\r\\nc"


def test_width_counts_columns() -> None:
    assert width("ab") == 2
    assert width("名前") == 4
    assert width("e\u0301") == 1


def test_a_wide_word_is_broken_to_fit() -> None:
    assert all(width(line) <= WIDTH for line in wrap("名" * 120))


def test_nothing_to_wrap_is_one_line() -> None:
    assert wrap("", "  do: ") == ["  do:"]


def test_paint() -> None:
    assert painter(color=False)("x", "bold red") == "x"
    assert painter(color=True)("x", "bold red") == "\x1b[1;31mx\x1b[0m"
    assert painter(color=True)("", "bold") == ""


def test_numbers_are_written_as_people_write_them() -> None:
    assert [number(value) for value in (180_000, 1e-06, 2.5, 2.5e20, 1e300)] == ["180,000", "1e-6", "2.5", "2.5e20", "1e300"]
