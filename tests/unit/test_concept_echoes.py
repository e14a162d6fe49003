"""Which words of a text are those of a statement."""

import numpy as np

from prep.concepts.reader.echoes import ECHOES, Neighbours, echoes, neighbours_in_statements, neighbours_in_text

HIGH, BIAS, UNDERFITS, OVERFITS, CLEARLY = range(5)


def text(*tokens: int) -> Neighbours:
    return neighbours_in_text(np.array(tokens))


def statements(*each: tuple[int, ...]) -> Neighbours:
    firsts = np.cumsum([0, *(len(one) for one in each)])[:-1]
    return neighbours_in_statements(np.array([token for one in each for token in one]), firsts)


def held(own: Neighbours, theirs: Neighbours, at: int, there: int) -> set[str]:
    return {name for name, table in zip(ECHOES, echoes(own, theirs), strict=True) if table[at, there]}


def test_a_word_among_the_same_words_echoes_with_its_neighbours() -> None:
    assert held(statements((HIGH, BIAS, UNDERFITS)), text(HIGH, BIAS, UNDERFITS), 1, 1) == {
        "same",
        "same after same",
        "same before same",
    }


def test_a_word_in_another_order_echoes_alone() -> None:
    assert held(statements((BIAS, HIGH)), text(HIGH, CLEARLY, BIAS), 0, 2) == {"same"}


def test_a_replaced_word_shows_by_what_is_around_it() -> None:
    own, theirs = statements((BIAS, OVERFITS, CLEARLY)), text(BIAS, UNDERFITS, CLEARLY)
    assert held(own, theirs, 1, 1) == {"other after same", "other before same", "other amid same"}


def test_words_that_have_nothing_around_them_have_no_neighbours_in_common() -> None:
    assert held(statements((BIAS,)), text(OVERFITS), 0, 0) == set()


def test_a_statement_does_not_go_on_in_the_next() -> None:
    together, apart = statements((HIGH, BIAS), (UNDERFITS,)), statements((UNDERFITS,))
    theirs = text(HIGH, BIAS, UNDERFITS)
    assert np.array_equal(echoes(together, theirs)[:, 2], echoes(apart, theirs)[:, 0])
