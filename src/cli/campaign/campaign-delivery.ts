import type { CampaignDelivery } from '../../contracts/ops/answers/campaigns/delivery.ts'
import { partsOf } from '../../contracts/ops/requests/campaigns/delivery.ts'
import { deliveryCurves } from '../../learn/delivery/delivery-curves.ts'
import { deliveryWords } from '../../learn/delivery/delivery-words.ts'
import { DELIVERY_PARTS } from '../../model/delivery/delivery-part.ts'
import { campaignId } from '../../model/fields/identifier.ts'
import { writeLines } from '../frame/file-output.ts'
import { answer, count, plain, table } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { REPORT_WIDTH, wrapped } from '../frame/wrapped.ts'
import { openOps } from '../ops/ops-client.ts'
import { shortfallLines } from './delivery-funnel-lines.ts'
import { deliveryPlot } from './delivery-plot.ts'

/** Narrower than that, a picture shows nothing; wider, nobody sees more. */
const WIDTH = { min: 40, max: 160 } as const

/** Shows what a campaign was to deliver, delivered and will deliver. */
export const campaignDeliveryVerb = defineVerb({
  name: 'campaign delivery',
  description:
    'Show what is booked of a campaign, planned, delivered, and what it will come to: the curves, then rows by day, ' +
    'territory or surface. Days in UTC',
  example: 'campaign delivery cmp_dach-hero --by territory,surface',
  args: {
    id: { type: 'positional', required: true, description: 'cmp_…, as campaign list shows it' },
    from: { type: 'string', description: 'First day, UTC (the first of the campaign)', valueHint: 'YYYY-MM-DD' },
    to: { type: 'string', description: 'Last day, UTC (the last of the campaign)', valueHint: 'YYYY-MM-DD' },
    by: { type: 'string', description: 'What a row is about (day)', valueHint: DELIVERY_PARTS.join(',') },
    csv: { type: 'boolean', description: 'Write the rows as CSV instead' },
  },
  notes: [
    'Booked is the goal, planned is the same spread over the days as its pacing has it, and projected has what is ' +
      'delivered already in it. If it falls short, the funnel says where placements were lost, and what would heal it.',
    'GET /ops/v1/campaigns/{id}/delivery.svg has the curves as a picture, delivery.xlsx the rows as a workbook.',
  ],
  run: async (args, shell) => {
    const { from, to, csv, json } = { json: shell.json, ...args }
    const by = args.by ?? 'day'
    const parts = partsOf(by)
    if (parts === null) throw new UsageError(`--by is "${by}"`, `one or more of ${DELIVERY_PARTS.join(',')}`)
    if (csv && json) throw new UsageError('--csv and --json are two formats', 'take one of them')
    const id = matching('ID', args.id, campaignId)
    const ops = await openOps(shell)
    const query = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
    if (csv) {
      const body = await ops.campaignDeliveryCsv(id, { ...query, by })
      if (body === null) throw new Refusal('the ops API sent no body', 'is FF_OPS_URL a publisher of this version?')
      await writeLines(shell, undefined, body)
      return EXIT.done
    }
    const body = await ops.campaignDelivery(id, { ...query, by })
    const drawn = json || parts.includes('day') ? body : await ops.campaignDelivery(id, { ...query, by: 'day' })
    answer(
      shell,
      body,
      json ? [] : [...headLines(body), ...curveLines(shell, drawn), '', ...rowLines(body), ...shortfallLines(body)],
    )
    return EXIT.done
  },
})

function headLines(body: CampaignDelivery): readonly string[] {
  return [...wrapped(deliveryWords(body).split(' '), { gap: ' ' }), '']
}

function curveLines(shell: Shell, body: CampaignDelivery): readonly string[] {
  const { columns = REPORT_WIDTH } = shell.stdout as { readonly columns?: number }
  return deliveryPlot(deliveryCurves(body), Math.min(WIDTH.max, Math.max(WIDTH.min, columns)))
}

function rowLines({ rows, totals, notes }: CampaignDelivery): readonly string[] {
  const named = DELIVERY_PARTS.filter((part) => rows.some((row) => row[part] !== null))
  const heads = [...named, 'booked', 'planned', 'delivered', 'projected', 'in four of five', 'starts']
  const told = rows.filter(isSomething)
  const cells = told.map((row) => [...named.map((part) => plain(row[part]) || '–'), ...numbers(row)])
  const sum =
    named.length === 0 || rows.length === 0 ? [] : [['total', ...named.slice(1).map(() => ''), ...numbers(totals)]]
  const empty = rows.length - told.length
  const leftOut = empty === 0 ? [] : [`${count(empty)} rows without any number are left out; --csv has them`]
  const noted = notes.flatMap((note) => wrapped(plain(note).split(' '), { gap: ' ', indent: 2 }))
  return [...(rows.length === 0 ? ['no rows'] : table(heads, [...cells, ...sum])), ...leftOut, '', ...noted]
}

function isSomething({ booked, planned, delivered, projected, starts }: CampaignDelivery['totals']): boolean {
  return booked !== null || planned !== null || projected !== null || delivered > 0 || starts > 0
}

function numbers({ booked, planned, delivered, projected, starts }: CampaignDelivery['totals']): readonly string[] {
  const between = projected === null ? '–' : `${count(projected.low)}–${count(projected.high)}`
  return [count(booked), count(planned), count(delivered), count(projected?.mid), between, count(starts)]
}
