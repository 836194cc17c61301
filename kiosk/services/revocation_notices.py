"""Who was taken out of a batch before it was paid is told at the post, which hears of it in its letter of the day."""

from datetime import date

from kiosk.services import worker_news
from kiosk.services.message_texts import REVOKED
from kiosk.services.notice_readers import active_posts
from kiosk.services.worker_news import News


def revoked(worker_id: int, month: date) -> None:
    """In the transaction that let go of the months from `month` on. Once more where it has happened once more."""
    news, posts = [News(REVOKED, worker_id, month)], active_posts()
    worker_news.say(news, posts)
    worker_news.say_once_more(news, posts)
