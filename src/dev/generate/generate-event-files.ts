import { z } from 'zod'
import { ERASED, EVENT_ROW_VERSION, eventRow } from '../../events/event-row.ts'
import { markdownTable } from '../../rules/tables/markdown-table.ts'
import { type ColumnKind, type EventColumn, eventColumns } from './event-columns.ts'

const FOLDER = 'src/events/generated'

/** The page whose table of columns is generated. */
export const EVENTS_PAGE = 'src/events/README.md'

/** What is derived from the row of the sink, by path: its JSON Schema, the stream's schema, and views over what it holds. */
export function eventFiles(): ReadonlyMap<string, string> {
  const columns = eventColumns()
  return new Map([
    [`${FOLDER}/event-row.schema.json`, json(rowSchema())],
    [`${FOLDER}/pipelines-stream.json`, json({ fields: columns.map(streamField) })],
    [`${FOLDER}/ndjson-rows.sql`, ndjsonRows(columns)],
    [`${FOLDER}/parquet-rows.sql`, parquetRows(columns)],
  ])
}

/** The table of columns, for the page. */
export function columnTable(): string {
  const rows = eventColumns().map(({ name, kind, nullable, meaning }) => [
    `\`${name}\``,
    `${DUCKDB_TYPES[kind]}${nullable ? ' or null' : ''}`,
    meaning,
  ])
  return markdownTable(['column', 'type', 'meaning'], rows)
}

function json(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

function rowSchema() {
  const description = `A row of the analytics sink, version ${EVENT_ROW_VERSION}: an event of a device, or a tombstone.`
  return { title: 'event-row', description, ...z.toJSONSchema(eventRow) }
}

/** As Cloudflare Pipelines writes the field of a stream. Instants stay numbers, so that one query reads both sinks. */
function streamField({ name, kind, nullable }: EventColumn) {
  const required = !nullable
  if (kind !== 'pairs') return { name, type: STREAM_TYPES[kind], required }
  const text = (key: string) => ({ name: key, type: 'string', required: true })
  return { name, type: 'list', required, items: { type: 'struct', fields: [text('key'), text('arm')] } }
}

const STREAM_TYPES = { text: 'string', whole: 'int64', number: 'float64', truth: 'bool' } as const

const DUCKDB_TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'VARCHAR',
  whole: 'BIGINT',
  number: 'DOUBLE',
  truth: 'BOOLEAN',
  pairs: 'STRUCT(key VARCHAR, arm VARCHAR)[]',
}

const HEAD = '-- Written by `npm run generate` from src/events/event-row.ts; do not edit.'

/** A row without one of these is none: the rest of a line that a crash has cut, or that is being written. */
const READABLE = ['eventId', 'occurredAt', 'receivedAt', 'event'].map((name) => `${name} IS NOT NULL`).join(' AND ')

function ndjsonRows(columns: readonly EventColumn[]): string {
  const types = columns.map(({ name, kind }) => `    ${name}: '${DUCKDB_TYPES[kind]}'`)
  return `${HEAD}
-- The rows that a local stack has written. First:
-- SET VARIABLE events = '.firstframe/analytics/events/**/*.ndjson';

CREATE OR REPLACE VIEW event_lines AS
SELECT * FROM read_json(
  getvariable('events'),
  format = 'newline_delimited', ignore_errors = true, hive_partitioning = false, filename = true,
  columns = {
${types.join(',\n')}
  }
);

CREATE OR REPLACE VIEW event_rows AS
SELECT ${names(columns)}
FROM event_lines WHERE ${READABLE};

-- Lines that are no row, by file: of a stack that runs or was killed, at most the last line of a file.
CREATE OR REPLACE VIEW unreadable_lines AS
SELECT filename, count(*) AS lines FROM event_lines WHERE NOT (${READABLE}) GROUP BY filename;

CREATE OR REPLACE VIEW erasures AS
SELECT unit, max(receivedAt) AS erasedAt FROM event_rows WHERE event = '${ERASED}' GROUP BY unit;
`
}

function parquetRows(columns: readonly EventColumn[]): string {
  return `${HEAD}
-- The rows that a pipeline has written. First, for the days that you ask about, and for tombstones of all time:
-- SET VARIABLE events = 'r2://firstframe-analytics/events/day=2026-11-*/*.parquet';
-- SET VARIABLE erased = 'r2://firstframe-analytics/erased/**/*.parquet';

CREATE OR REPLACE VIEW event_rows AS
SELECT ${names(columns)}
FROM read_parquet(getvariable('events'), union_by_name = true, hive_partitioning = false);

-- Before the first erasure there is no such file. A session that goes on for days reads this again.
SET VARIABLE erased_files = (SELECT coalesce(list(file), [getvariable('events')]) FROM glob(getvariable('erased')));

CREATE OR REPLACE VIEW erasures AS
SELECT unit, max(receivedAt) AS erasedAt
FROM read_parquet(getvariable('erased_files'), union_by_name = true, hive_partitioning = false)
WHERE event = '${ERASED}' GROUP BY unit;
`
}

/** Named one by one: what the files hold besides is no column. */
function names(columns: readonly EventColumn[]): string {
  return columns.map(({ name }) => name).join(', ')
}
