"""Pages of the articles of the Convention."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from meetings.models import AgendaItem, Article, Chapter, Document, Session
from meetings.records.domain.footnotes import Footnotes
from meetings.records.downloads import download
from meetings.tables.articles import ARTICLES


def article_list(request: HttpRequest) -> HttpResponseBase:
    """The eight chapters and 71 articles."""
    if file := download(request, ARTICLES, Article.objects.order_by("number")):
        return file
    chapters = list(Chapter.objects.public().with_articles(Article.objects.with_mention_counts()))
    articles = [article for chapter in chapters for article in chapter.articles.all()]
    context = {"chapters": chapters, "footnotes": Footnotes(*chapters, *articles)}
    return render(request, "meetings/articles.html", context)


def article_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One article: the agenda items and documents that concern it."""
    article = get_object_or_404(Article.objects.select_related("chapter"), number=number)
    items = list(
        AgendaItem.objects.of_the_record().filter(articles=article).for_page().newest_first()
    )
    documents = list(
        Document.objects.of_the_record()
        .filter(articles=article)
        .in_order()
        .for_list(Session.objects.public())
    )
    context = {
        "article": article,
        "previous": Article.objects.filter(number=number - 1).first(),
        "next": Article.objects.filter(number=number + 1).first(),
        "items": items,
        "documents": documents,
        "footnotes": Footnotes(article, *items, *documents),
    }
    return render(request, "meetings/article.html", context)
