"""The charts, in the order in which the index lists them."""

from uncac_portal.insights.charts.articles import Articles
from uncac_portal.insights.charts.attendance import Attendance
from uncac_portal.insights.charts.calendar import Calendar
from uncac_portal.insights.charts.issuing import Issuing
from uncac_portal.insights.charts.languages import Languages
from uncac_portal.insights.charts.speakers import Speakers
from uncac_portal.insights.charts.topics import TopicsByYear
from uncac_portal.insights.kit.charts import Chart
from uncac_portal.insights.participation import ParticipationWall

CHARTS: dict[str, type[Chart]] = {
    chart.slug: chart
    for chart in (
        ParticipationWall,
        Attendance,
        TopicsByYear,
        Speakers,
        Articles,
        Calendar,
        Languages,
        Issuing,
    )
}
