import { REGION_IDS } from '../../model/nouns/region.ts'
import { DEMO_EXPERIMENTS } from '../demo/experiment/demo-experiments.ts'
import { demoWeek } from '../demo/week/demo-week.ts'
import type { LocalStack } from './local-stack.ts'

/** Whether an earlier start has published something; that is served from the start. */
export async function servesAlready(stack: LocalStack): Promise<boolean> {
  const { regions } = await ops(stack, 'regions')
  return (regions as readonly { readonly sequence: number | null }[]).some(({ sequence }) => (sequence ?? 0) > 0)
}

/**
 * Ingests the demo catalogue where there is no schedule yet, and publishes every region.
 *
 * @param now milliseconds since 1970 UTC: the week of the demo begins with this day
 */
export async function fill(stack: LocalStack, now: number): Promise<void> {
  const records = await storedRecords(stack)
  if (records > 0) console.log(`The schedule is as you left it: ${records} records; --fresh begins anew with the demo`)
  else await takeInDemo(stack, now)
  await publishAll(stack)
}

async function takeInDemo(stack: LocalStack, now: number): Promise<void> {
  const { approved, drafts } = demoWeek(now)
  const report = await ops(stack, 'ingest?approve=1', ndjson(approved))
  const seconded = await approveAsSecond(stack, report.warnings as readonly IngestWarning[])
  const second = seconded === 0 ? '' : `, ${seconded} campaigns approved by the second person`
  console.log(`Demo catalogue: ${report.accepted} records taken in${second}`)
  const { accepted } = await ops(stack, 'ingest', ndjson(drafts))
  console.log(
    `Demo week from ${new Date(now).toISOString().slice(0, 10)} on; ${accepted} drafts, which nobody has submitted yet`,
  )
  await takeInExperiments(stack)
}

/** What is tried out in the demo. A store that has one of this key keeps it, as it is. */
async function takeInExperiments(stack: LocalStack): Promise<void> {
  const { experiments } = await ops(stack, 'experiments')
  const known = new Set((experiments as readonly { readonly key: string }[]).map(({ key }) => key))
  for (const { record, coverage } of DEMO_EXPERIMENTS.filter(({ record: { key } }) => !known.has(key))) {
    const path = `experiments/${record.key}`
    await ops(stack, path, JSON.stringify(record), { method: 'PUT' })
    if (coverage === null) continue
    await ops(stack, `${path}/start`, JSON.stringify({ coverage, reason: 'local start' }))
    console.log(
      `Experiment ${record.key} runs for ${100 * coverage} % of all sessions: ${stack.opsUrl}/console/experiments`,
    )
  }
}

function ndjson(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

interface IngestWarning {
  readonly rule: string
  readonly value: string
}

/** A local stack has two persons: what takes two is approved by the other one. */
async function approveAsSecond(stack: LocalStack, warnings: readonly IngestWarning[]): Promise<number> {
  const held = warnings.filter(({ rule }) => rule === 'two-persons')
  for (const { value: id } of held) {
    const { revision } = await ops(stack, `campaigns/${id}`)
    const order = JSON.stringify({ reason: 'local start', revision })
    await ops(stack, `campaigns/${id}/approve`, order, { token: stack.opsTokens.second })
  }
  return held.length
}

async function publishAll(stack: LocalStack): Promise<void> {
  const regions = { published: 0, unchanged: 0, refused: 0 }
  for (const region of REGION_IDS) {
    const result = await ops(stack, `regions/${region}/publish`, JSON.stringify({ reason: 'local start' }))
    regions[result.outcome as keyof typeof regions] += 1
    if (result.outcome === 'refused') console.log(refusalWords(region, result))
  }
  const refused = regions.refused === 0 ? '' : `, ${regions.refused} refused`
  console.log(`Published ${regions.published} regions, ${regions.unchanged} unchanged${refused}`)
}

/** A region whose publish is refused keeps its snapshot, so the stack starts all the same. */
function refusalWords(region: string, result: Record<string, unknown>): string {
  const refusals = result.refusals as readonly { readonly check: string; readonly detail: string }[]
  const why = refusals.map(({ check, detail }) => `${check}: ${detail}`.slice(0, 200)).join('; ')
  return `Region ${region} keeps what it had (${why}); \`npm run ff -- status ${region}\` says more`
}

/** `--empty` adds nothing, but keeps the data of an earlier start or a restore, and tells the user about it. */
export async function tellWhatStays(stack: LocalStack): Promise<void> {
  const records = await storedRecords(stack)
  if (records > 0) console.log(`Not empty: the ${records} records of before stay; --fresh drops them`)
}

async function storedRecords(stack: LocalStack): Promise<number> {
  const { titles, assets, campaigns } = await ops(stack, 'schedule')
  return Number(titles) + Number(assets) + Number(campaigns)
}

/** One request to the ops API: a GET without a body, and with one a POST, unless another method is given. */
async function ops(
  stack: LocalStack,
  path: string,
  body?: string,
  { token = stack.opsToken, method = 'POST' } = {},
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${stack.opsUrl}/ops/v1/${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { method, body }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
  return JSON.parse(text)
}
