import { z } from 'zod'
import { content, type MediaContent, type Operation } from '../../../openapi/operation.ts'
import { campaignSheetDone } from '../../answers/campaigns/campaign-bulk.ts'
import { sheetFilters, sheetQuery } from '../../requests/campaign-bulk.ts'
import { opsOperation, queryOf } from '../ops-operation.ts'
import { conflict, tooLarge } from '../refusals.ts'
import { RECORD } from './campaign-examples.ts'

const tag = 'campaigns'
const ABOUT =
  'One campaign a row, one field a column, as in the templates of feeds. `revision` is the one that a row starts from; columns that begin with `#` are for people. A row is what the campaign is to say as a whole: an empty cell is a field left out.'

const SHEETS: readonly { readonly format: 'csv' | 'xlsx'; readonly sheet: MediaContent }[] = [
  {
    format: 'csv',
    sheet: content('text/csv', z.string().describe('A sheet as CSV.'), {
      csv: {
        summary: 'One campaign',
        value: `id,revision,#status,assets,territories,surfaces,start\r\n${RECORD.id},4,approved,ast_sintel-trailer,DE|AT,home-hero,2026-11-01T00:00:00\r\n`,
      },
    }),
  },
  {
    format: 'xlsx',
    sheet: content(
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      z.string().describe('The same as a workbook.'),
      { xlsx: { summary: 'The bytes of a workbook', value: 'PK…' } },
    ),
  },
]

/** Campaigns as sheets, out and back. */
export const campaignSheetOperations: readonly Operation[] = SHEETS.flatMap(({ format, sheet }) => [
  opsOperation({
    route: `GET /ops/v1/campaigns.${format}`,
    id: `exportCampaigns${format === 'csv' ? 'Csv' : 'Xlsx'}`,
    tag,
    summary: `Campaigns as a sheet (${format.toUpperCase()}), with the revision of each`,
    description: ABOUT,
    query: queryOf(sheetFilters, { region: 'dach' }),
    answer: { description: 'Those in the regions of the caller that match every filter.', contents: [sheet] },
    refusals: [conflict],
  }),
  opsOperation({
    route: `POST /ops/v1/campaigns.${format}`,
    id: `importCampaigns${format === 'csv' ? 'Csv' : 'Xlsx'}`,
    tag,
    summary: `Send such a sheet (${format.toUpperCase()}) back: each row is an edit of its campaign, all of them one change`,
    description: `${ABOUT} A row that starts from another revision than the latest is refused by its line, and so is a formula. A column that nothing knows stops the whole sheet.`,
    query: queryOf(sheetQuery, { reason: 'weights for December', dryRun: '1' }),
    body: { description: 'The sheet.', contents: [sheet] },
    answer: {
      description: 'What became of each row.',
      contents: [
        content('application/json', campaignSheetDone, {
          done: {
            summary: 'One was changed',
            value: {
              change: 'chg_01',
              undoes: null,
              dryRun: false,
              done: 1,
              unchanged: 0,
              refused: 0,
              changes: [
                {
                  id: RECORD.id,
                  name: 'Hero, DACH',
                  revision: 5,
                  outcome: 'done',
                  diff: [{ field: 'weight', before: RECORD.weight, after: 2 }],
                  refused: null,
                },
              ],
              withdrawn: { records: 0, regions: [], waiting: [] },
              faults: [{ line: 3, column: 'weight', text: 'formulas are not read: paste the value instead' }],
            },
          },
        }),
      ],
    },
    refusals: [tooLarge],
  }),
])
