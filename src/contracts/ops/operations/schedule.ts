import { z } from 'zod'
import { EXAMPLE_RECORDS } from '../../../model/examples/example-records.ts'
import { FEED_FORMAT_NAMES, FEED_FORMATS, type FeedFormatName } from '../../../model/messages/feed-formats.ts'
import { content, type MediaContent, type Operation } from '../../openapi/operation.ts'
import { deliveryReport } from '../answers/deliveries.ts'
import { ingestReport } from '../answers/ingest.ts'
import { scheduleSize } from '../answers/schedule.ts'
import { ingestQuery, restoreQuery } from '../requests/ingest.ts'
import { lines } from './contents.ts'
import { REPORT as DELIVERED } from './feed-examples.ts'
import { opsOperation, queryOf } from './ops-operation.ts'
import { conflict, notFound, tooLarge, withdrawsTooMuch } from './refusals.ts'
import { ROKU_UPLOAD } from './roku-upload.ts'
import { XML_UPLOADS } from './xml-uploads.ts'

const tag = 'schedule'
const REPORT: z.input<typeof ingestReport> = {
  accepted: 2,
  acceptedByType: { title: 1, asset: 1, campaign: 0, takedown: 0 },
  unchanged: 40,
  refused: [
    {
      line: 7,
      path: 'offers.0.territories.1',
      rule: 'unknown-territory',
      severity: 'error',
      value: 'UK',
      hint: 'GB is the code of the United Kingdom',
    },
  ],
  refusedCount: 1,
  refusedRecords: 1,
  warnings: [],
  warningCount: 0,
  batch: 'b-4f1c',
  revision: 212,
  withdrawn: { records: 0, regions: [], waiting: [] },
}
const RECORD = EXAMPLE_RECORDS.title

/** An example of an upload in each format. */
const UPLOADS: Readonly<
  Record<FeedFormatName, { readonly summary: string; readonly value: string | Readonly<Record<string, unknown>> }>
> = {
  ndjson: {
    summary: 'One of each type',
    value: Object.values(EXAMPLE_RECORDS)
      .map((record) => `${JSON.stringify(record)}\n`)
      .join(''),
  },
  ...XML_UPLOADS,
  roku: { summary: 'One clip', value: ROKU_UPLOAD },
  csv: {
    summary: 'The first row names the fields',
    value: 'id,name.en,kind,genres\r\nttl_sintel,Sintel,movie,animation|fantasy\r\n',
  },
  xlsx: { summary: 'The bytes of a workbook whose first row names the fields', value: 'PK…' },
  avails: {
    summary: 'A sheet of one film to buy, in HD',
    value: [
      'Avail,AvailTrans,AvailAsset,Disposition,AvailMetadata,AvailTrans,AvailTrans,AvailTrans,AvailTrans,AvailAsset,Avail',
      'DisplayName,Territory,WorkType,EntryType,TitleDisplayUnlimited,LicenseType,FormatProfile,Start,End,ContentID,ALID',
      '1.9,//REQ,//REQ,//REQ,//Opt,//REQ,//REQ,//REQ,//REQ,//REQ,//REQ',
      'Northlight,US,Movie,Full Extract,Sintel,EST,HD,2026-11-01T00:00:00,Open,sintel,sintel-us',
    ]
      .map((row) => `${row}\n`)
      .join(''),
  },
}

/** A feed, in any format; formats of one media type are described together. */
export const UPLOAD_CONTENTS: readonly MediaContent[] = mediaTypes().map((mediaType) => {
  const names = FEED_FORMAT_NAMES.filter((name) => FEED_FORMATS[name].contentType === mediaType)
  const about = names.map((name) => `Format \`${name}\`: ${FEED_FORMATS[name].about}.`).join(' ')
  const schema = mediaType === 'application/json' ? z.looseObject({}) : z.string()
  return content(mediaType, schema.describe(about), Object.fromEntries(names.map((name) => [name, UPLOADS[name]])))
})

function mediaTypes(): readonly string[] {
  return [...new Set(FEED_FORMAT_NAMES.map((name) => FEED_FORMATS[name].contentType))]
}

/** The schedule as a whole. */
export const scheduleOperations: readonly Operation[] = [
  opsOperation({
    route: 'POST /ops/v1/ingest',
    id: 'ingest',
    tag,
    summary: 'Send schedule records; every refusal is reported with its line and the fix',
    description:
      'The short door: with a feed, or in another format than canonical records, it is a delivery, and the answer its report. What withdraws over a fifth of a region, or the last answer of a surface, is refused as a whole, unless `confirm` is the number that the refusal names. Takedowns take the permission `takedown.add` where they hold.',
    query: queryOf(ingestQuery, { dryRun: '1', confirm: '730218' }),
    body: {
      description: 'A feed: records as `rules/schema/records` describes them, in the format that the query names.',
      contents: UPLOAD_CONTENTS,
    },
    answer: {
      description: 'What came of every record. Refused records are no refusal of the others.',
      contents: [
        content('application/json', z.union([ingestReport, deliveryReport]), {
          taken: { summary: 'Two taken in, one refused', value: REPORT },
          looked: { summary: 'A dry run', value: { ...REPORT, batch: null, dryRun: true } },
          delivered: { summary: 'A delivery of a feed', value: DELIVERED },
        }),
      ],
    },
    refusals: [notFound, withdrawsTooMuch, tooLarge],
  }),
  opsOperation({
    route: 'GET /ops/v1/schedule',
    id: 'getScheduleSize',
    tag,
    summary: 'How much is scheduled, and at which revision',
    answer: {
      description: 'The numbers of records.',
      contents: [
        content('application/json', scheduleSize, {
          size: { summary: 'A small one', value: { revision: 212, titles: 120, assets: 705, campaigns: 31 } },
        }),
      ],
    },
  }),
  opsOperation({
    route: 'GET /ops/v1/export',
    id: 'exportSchedule',
    tag,
    summary: 'The whole schedule, to be restored from',
    answer: {
      description: 'NDJSON: a header, the records, what was withdrawn, and a last line with the hash of all before it.',
      contents: [lines('An export, line by line.', 'One of its records', RECORD)],
    },
    refusals: [conflict],
  }),
  opsOperation({
    route: 'POST /ops/v1/restore',
    id: 'restoreSchedule',
    tag,
    summary: 'Restore an export, into an empty store unless forced',
    description: 'What was withdrawn since the export was taken stays withdrawn.',
    query: queryOf(restoreQuery, { force: '1' }),
    body: { description: 'An export, as it was given.', contents: [lines('An export.', 'One of its records', RECORD)] },
    answer: {
      description: 'What came of every record.',
      contents: [content('application/json', ingestReport, { restored: { summary: 'Restored', value: REPORT } })],
    },
    refusals: [conflict, tooLarge],
  }),
]
