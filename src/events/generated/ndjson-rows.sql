-- Written by `npm run generate` from src/events/event-row.ts; do not edit.
-- The rows that a local stack has written. First:
-- SET VARIABLE events = '.firstframe/analytics/events/**/*.ndjson';

CREATE OR REPLACE VIEW event_lines AS
SELECT * FROM read_json(
  getvariable('events'),
  format = 'newline_delimited', ignore_errors = true, hive_partitioning = false, filename = true,
  columns = {
    eventId: 'VARCHAR',
    occurredAt: 'BIGINT',
    receivedAt: 'BIGINT',
    region: 'VARCHAR',
    territory: 'VARCHAR',
    device: 'VARCHAR',
    surface: 'VARCHAR',
    placement: 'VARCHAR',
    position: 'BIGINT',
    event: 'VARCHAR',
    assetId: 'VARCHAR',
    campaignId: 'VARCHAR',
    snapshot: 'VARCHAR',
    sequence: 'BIGINT',
    propensity: 'DOUBLE',
    drawn: 'BOOLEAN',
    sticky: 'BOOLEAN',
    reserved: 'BOOLEAN',
    privacy: 'VARCHAR',
    unit: 'VARCHAR',
    arms: 'STRUCT(key VARCHAR, arm VARCHAR)[]',
    holdout: 'BOOLEAN',
    watchedMs: 'BIGINT',
    ttffMs: 'BIGINT',
    playback: 'BIGINT',
    source: 'BIGINT',
    weight: 'DOUBLE'
  }
);

CREATE OR REPLACE VIEW event_rows AS
SELECT eventId, occurredAt, receivedAt, region, territory, device, surface, placement, position, event, assetId, campaignId, snapshot, sequence, propensity, drawn, sticky, reserved, privacy, unit, arms, holdout, watchedMs, ttffMs, playback, source, weight
FROM event_lines WHERE eventId IS NOT NULL AND occurredAt IS NOT NULL AND receivedAt IS NOT NULL AND event IS NOT NULL;

-- Lines that are no row, by file: of a stack that runs or was killed, at most the last line of a file.
CREATE OR REPLACE VIEW unreadable_lines AS
SELECT filename, count(*) AS lines FROM event_lines WHERE NOT (eventId IS NOT NULL AND occurredAt IS NOT NULL AND receivedAt IS NOT NULL AND event IS NOT NULL) GROUP BY filename;

CREATE OR REPLACE VIEW erasures AS
SELECT unit, max(receivedAt) AS erasedAt FROM event_rows WHERE event = 'erased' GROUP BY unit;
