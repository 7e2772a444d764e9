import { RESULTS, WRITTEN } from '../../../src/contracts/ops/operations/experiments/experiment-examples.ts'
import { heldToContract } from '../held-to-contract.ts'
import { OPS_TOKEN, type PublisherWorld } from '../publisher-world.ts'

/** The experiment of these tests. */
export const WARM = WRITTEN
const PATH = `/experiments/${WARM.key}`

/** The experiment of these tests, in some territories, with a second arm that has another run, or `none`. */
export function tries(learned: string, territories: readonly string[] = ['DE', 'AT'], more: object = {}) {
  return {
    ...{ ...WARM, ramp: [], targeting: { territories, surfaces: [], devices: [], viewers: 'any' }, ...more },
    variations: [
      { key: 'control', parameters: {} },
      { key: 'other', parameters: { learned } },
    ],
  }
}

/** What a route answered. */
export interface Told {
  readonly status: number
  readonly field?: string
  readonly detail?: string
  readonly body: Readonly<Record<string, unknown>>
}

async function told(answer: Response): Promise<Told> {
  const body = (await answer.json()) as Readonly<Record<string, unknown>> & { field?: string; detail?: string }
  return {
    status: answer.status,
    ...(body.field && { field: body.field }),
    ...(body.detail && { detail: body.detail }),
    body,
  }
}

/** Says what an experiment is to be. @param seen the revision that was seen; null: none */
export async function put(world: PublisherWorld, record: object, seen: number | null = null): Promise<Told> {
  const path = `/experiments/${(record as { key?: string }).key ?? WARM.key}`
  const headers = { authorization: `Bearer ${OPS_TOKEN}`, ...(seen !== null && { 'if-match': `"${seen}"` }) }
  const init = { method: 'PUT', headers, body: JSON.stringify(record) }
  return told(await heldToContract('PUT', path, await world.app.request(`/ops/v1${path}`, init, world.environment)))
}

/** Does something to the experiment of these tests; a reason is given where none is said. */
export async function act(world: PublisherWorld, verb: string, body: object = {}): Promise<Told> {
  const given = verb === 'moments' ? body : { reason: 'for the test', ...body }
  return told(await world.ops('POST', `${PATH}/${verb}`, given))
}

/** The same by somebody who has seen a revision, as the header says it. */
export async function actSeen(world: PublisherWorld, verb: string, seen: string, body: object = {}): Promise<Told> {
  const headers = { authorization: `Bearer ${OPS_TOKEN}`, 'if-match': seen }
  const init = { method: 'POST', headers, body: JSON.stringify({ reason: 'for the test', ...body }) }
  const path = `${PATH}/${verb}`
  return told(await heldToContract('POST', path, await world.app.request(`/ops/v1${path}`, init, world.environment)))
}

/** The experiment of these tests, as it stands. */
export async function shown(world: PublisherWorld): Promise<Told> {
  return told(await world.ops('GET', PATH))
}

/** What the experiment of these tests found. */
export async function analysed(world: PublisherWorld, query = ''): Promise<Told> {
  return told(await world.ops('GET', `${PATH}/analysis${query}`))
}

/** Results with a lift of control by so much, on so many units of each arm. */
export function results(units: readonly [number, number], lift: number, more: object = {}): object {
  const arm = (n: number, mean: number) => ({ n, m: { sum: n * mean, sumSquares: n * (mean * mean + 1) } })
  return {
    day: '2026-11-22',
    moments: {
      arms: WARM.variations.map(({ key }, index) => ({ key, weight: 0.5, units: units[index] ?? 0, exposedTwice: 0 })),
      metrics: [{ ...RESULTS.moments.metrics[0], arms: [arm(units[0], 1), arm(units[1], 1 + lift)] }],
    },
    ...more,
  }
}

/** What the audit log says was done to experiments, the last first. */
export async function audited(world: PublisherWorld): Promise<readonly { action: string; after: object }[]> {
  const { entries } = (await (await world.ops('GET', '/audit?limit=30')).json()) as {
    entries: { action: string; after: object }[]
  }
  return entries.filter(({ action }) => action.startsWith('experiment.'))
}

/** Results of the holdout: everybody else has a lift of those who are held out by so much. */
export function holdoutResults(lift: number, { day = '2026-11-22', share = 0.01 } = {}): object {
  const units = [10_000 * share, 10_000 * (1 - share)].map((each) => Math.round(each * 100)) as [number, number]
  const { moments } = results(units, lift) as { moments: { arms: object[]; metrics: object[] } }
  const arms = moments.arms.map((arm, index) => ({
    ...arm,
    ...{ key: ['held-out', 'served'][index], weight: [share, 1 - share][index] },
  }))
  return { day, moments: { ...moments, arms } }
}
