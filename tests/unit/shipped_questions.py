"""The concept questions that ship with the product, read once for all tests."""

from prep.catalog.locate import shipped_root
from prep.catalog.questions import load_questions

QUESTIONS = load_questions([shipped_root()])
