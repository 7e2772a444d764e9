import { expect, it } from 'vitest'
import { ingestReport } from '../../../src/cli/schedule/ingest-report-lines.ts'
import { ingestReport as ingestAnswer } from '../../../src/contracts/ops/answers/ingest.ts'
import { wholeAnswer } from '../whole-answer.ts'

it('the report of an ingest says what joined or left what is withdrawn, and how to show it again', () => {
  const moves = [
    { what: 'left', record: 'ast_one', group: 'tag:x', order: 'tkd_1', lift: 'tkd_kept_1' },
    { what: 'joined', record: 'cmp_one', group: 'owner:evil', order: 'tkd_2', lift: 'tkd_2' },
  ]
  const orders = { count: 25, first: moves }
  const body = ingestAnswer.parse(wholeAnswer('POST', '/ingest', { accepted: 2, unchanged: 0, revision: 7, orders }))
  const text = ingestReport(body).join('\n')
  expect(text).toMatch(/ast_one +left, and stays withdrawn +tag:x +tkd_1 +ff takedown lift tkd_kept_1/)
  expect(text).toMatch(/cmp_one +joined, and is withdrawn +owner:evil +tkd_2 +ff takedown lift tkd_2/)
  expect(text).toContain('… and 23 more')
})
