"""The chapters and articles of the Convention."""

import pytest

from meetings.models import Article, Chapter
from tests.factories import AgendaItemFactory, ArticleFactory, ChapterFactory
from tests.support.refusals import NOT_PUBLIC, refusals, refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (0, "Ensure this value is greater than or equal to 1."),
        (9, "Ensure this value is less than or equal to 8."),
    ],
)
def test_the_convention_has_chapters_1_to_8(number, message):
    chapter = ChapterFactory(number=8)
    chapter.number = number
    assert refusals(chapter) == {"number": [message]}
    assert refused_by(chapter) == "chapter_1_to_8"


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (0, "Ensure this value is greater than or equal to 1."),
        (72, "Ensure this value is less than or equal to 71."),
    ],
)
def test_the_convention_has_articles_1_to_71(number, message):
    article = ArticleFactory(number=71)
    article.number = number
    assert refusals(article) == {"number": [message]}
    assert refused_by(article) == "article_1_to_71"


@pytest.mark.parametrize("number", [1, 8])
def test_the_first_and_the_last_chapter_are_accepted(number):
    assert refusals(ChapterFactory(number=number)) == {}


@pytest.mark.parametrize("number", [1, 71])
def test_the_first_and_the_last_article_are_accepted(number):
    assert refusals(ArticleFactory(number=number)) == {}


def test_two_chapters_cannot_have_one_number():
    ChapterFactory(number=1)
    chapter = ChapterFactory(number=2)
    chapter.number = 1
    assert refusals(chapter) == {"number": ["Chapter with this Number already exists."]}
    assert refused_by(chapter) == "number"


def test_two_articles_cannot_have_one_number():
    ArticleFactory(number=1)
    article = ArticleFactory(number=2)
    article.number = 1
    assert refusals(article) == {"number": ["Article with this Number already exists."]}
    assert refused_by(article) == "number"


def test_the_text_of_the_convention_is_always_public_and_never_withdrawn():
    chapter = ChapterFactory(number=5)
    article = ArticleFactory(number=57, chapter=chapter)
    assert list(Chapter.objects.public()) == [chapter]
    assert list(Article.objects.public()) == [article]
    assert list(Chapter.objects.withdrawn()) == []
    assert list(Article.objects.withdrawn()) == []


def test_chapters_are_numbered_as_the_convention_prints_them():
    chapters = [ChapterFactory.build(number=number) for number in range(1, 9)]
    assert [chapter.roman_numeral for chapter in chapters] == [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII",
    ]  # fmt: skip


def test_the_items_on_an_article_are_counted_without_those_not_public():
    concerned, unconcerned = ArticleFactory(number=57), ArticleFactory(number=58)
    AgendaItemFactory(articles=[concerned])
    AgendaItemFactory(articles=[concerned])
    for status in NOT_PUBLIC:
        AgendaItemFactory(articles=[concerned], session__convening__status=status)
        AgendaItemFactory(articles=[concerned], session__body__status=status)
    counted = Article.objects.with_mention_counts().order_by("number")
    assert [(article, article.item_count) for article in counted] == [
        (concerned, 2),
        (unconcerned, 0),
    ]


def test_chapters_bring_their_articles(django_assert_num_queries):
    prevention, recovery = ChapterFactory(number=2), ChapterFactory(number=5)
    second, first = [ArticleFactory(number=number, chapter=recovery) for number in (57, 51)]
    with django_assert_num_queries(2):
        chapters = list(Chapter.objects.with_articles(Article.objects.all()))
        articles = [list(chapter.articles.all()) for chapter in chapters]
    assert chapters == [prevention, recovery]
    assert articles == [[], [first, second]]


def test_an_article_has_its_page_and_a_chapter_its_place_on_the_list():
    assert ArticleFactory.build(number=57).get_absolute_url() == "/articles/57/"
    assert ChapterFactory.build(number=5).get_absolute_url() == "/articles/#chapter-5"
