/** Where events are, for every verb that reads them from files. */
export const EVENT_FLAGS = {
  events: {
    type: 'string',
    description: 'Events: a folder, or a pattern in quotes, of *.parquet or *.ndjson',
    valueHint: 'dir|glob',
  },
  erased: {
    type: 'string',
    description: 'With Parquet: tombstones of all time, where they have files of their own',
    valueHint: 'dir|glob',
  },
} as const
