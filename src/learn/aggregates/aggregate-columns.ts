/** A column of an aggregate, as SQL gives it and a warehouse hands it over. */
export interface AggregateColumn {
  readonly name: string
  readonly type: 'text' | 'whole' | 'number'
  /** What it says, for the page. */
  readonly meaning: string
}

/** What assets' impressions gave: `exposures.sql` makes it. */
export const EXPOSURE_COLUMNS = [
  { name: 'asset_id', type: 'text', meaning: 'The asset, `ast_…`.' },
  { name: 'surface', type: 'text', meaning: 'Where it played.' },
  { name: 'position', type: 'whole', meaning: 'The place in the answer, from 0; what is beyond 99 counts as 99.' },
  { name: 'region', type: 'text', meaning: 'Whose snapshot decided.' },
  { name: 'day', type: 'text', meaning: 'The UTC day, as `2026-11-22`.' },
  { name: 'impressions', type: 'whole', meaning: 'Viewers and sessions that saw it there first that day.' },
  {
    name: 'rewarded',
    type: 'whole',
    meaning: 'Those of them that clicked, watched, rented, bought, subscribed, listed, liked or shared.',
  },
  { name: 'units', type: 'whole', meaning: 'Those of them that have a pseudonym; minors have none.' },
  {
    name: 'quantile_sum',
    type: 'number',
    meaning: 'Their watch times: the sum of its quantiles among videos of like length.',
  },
] as const satisfies readonly AggregateColumn[]

/** What assets have in common: `pairs.sql` makes it. */
export const PAIR_COLUMNS = [
  { name: 'a', type: 'text', meaning: 'An asset.' },
  {
    name: 'b',
    type: 'text',
    meaning: 'Another one, later in the order of ids; or the same: then the row says how many like it.',
  },
  {
    name: 'weight',
    type: 'number',
    meaning: 'Over the units that like both: the sum of 1 ÷ √(how many assets the unit likes).',
  },
  { name: 'units', type: 'whole', meaning: 'Units that like both; at least `--least-units`.' },
] as const satisfies readonly AggregateColumn[]

/** What both were made from: `data.sql` makes it, in one row. */
export const DATA_COLUMNS = [
  { name: 'from_ms', type: 'whole', meaning: 'When the first of the events happened, milliseconds since 1970 UTC.' },
  { name: 'to_ms', type: 'whole', meaning: 'When the last of them happened.' },
  { name: 'events', type: 'whole', meaning: 'How many there were.' },
] as const satisfies readonly AggregateColumn[]

/** The tables that are handed over, by their names. */
export const AGGREGATE_TABLES = { exposures: EXPOSURE_COLUMNS, pairs: PAIR_COLUMNS, data: DATA_COLUMNS } as const
/** A table that is handed over. */
export type AggregateTable = keyof typeof AGGREGATE_TABLES
