"""Counts the participants that were there before their tallies were."""

from django.db import migrations

TALLIES = """
    INSERT INTO delegations_participanttally
        (delegation_id, listed, function, mode, presence, people)
    SELECT delegation_id, listed, function, mode, presence, COUNT(*)
    FROM delegations_participant
    GROUP BY delegation_id, function, mode, listed, presence
"""
# The people who stand twice are few, and the index of people tells who they are.
REPEATED = """
    INSERT INTO delegations_repeatedperson (convening_id, person_id)
    SELECT delegation.convening_id, participant.person_id
    FROM delegations_participant participant
    JOIN delegations_delegation delegation ON delegation.id = participant.delegation_id
    WHERE participant.person_id IN (
        SELECT person_id FROM delegations_participant GROUP BY person_id HAVING COUNT(*) > 1
    )
    GROUP BY delegation.convening_id, participant.person_id
    HAVING COUNT(*) > 1
"""


class Migration(migrations.Migration):
    dependencies = [("delegations", "0004_speed")]

    operations = [migrations.RunSQL([TALLIES, REPEATED], migrations.RunSQL.noop)]
