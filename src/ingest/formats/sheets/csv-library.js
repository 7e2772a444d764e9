// The types of both packages bring those of Node along, which core must not see: `csv-library.d.ts` says what is used.
export { parse } from 'csv-parse/sync'
export { stringify } from 'csv-stringify/sync'
