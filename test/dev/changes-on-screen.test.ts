import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { PreviewAnswer } from '../../src/contracts/ops/answers/inquiries/preview.ts'
import { type LocalStack, startLocalStack } from '../../src/dev/stack/local-stack.ts'
import type { Item } from '../edge/device.ts'
import { ask } from '../end-to-end/device.ts'
import { asset, campaign, title } from '../publisher/records.ts'
import { eventually, PATIENCE_MS } from '../setup/eventually.ts'

let folder: string
let stack: LocalStack

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firstframe-changes-'))
  const bundles = inject('workerBundles')
  if ('problem' in bundles) throw new Error(bundles.problem)
  stack = await startLocalStack({ folder, bundles, port: 0, opsPort: 0, country: 'DE', cronEveryMs: 0 })
  const films = ['one', 'two', 'three', 'four']
  await ingest(...films.map((name) => title(name)), ...films.map((name) => asset(name)))
  await ingest(
    campaign('autumn', ['one', 'two'], { surfaces: ['browse-tile'] }),
    campaign('others', ['three', 'four'], { surfaces: ['browse-tile'] }),
    campaign('always', ['one'], { priority: 'evergreen' }),
  )
  await publish()
})
afterAll(async () => {
  await stack.close()
  await rm(folder, { recursive: true, force: true })
})

async function ops<Answer>(path: string, body: string | object): Promise<Answer> {
  const answer = await fetch(`${stack.opsUrl}/ops/v1/${path}`, {
    method: 'POST',
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: { authorization: `Bearer ${stack.opsToken}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
  return JSON.parse(text) as Answer
}

async function ingest(...records: readonly object[]): Promise<void> {
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
  expect(await ops('ingest?approve=1', lines)).toMatchObject({ refused: [], warnings: [] })
}

async function publish(): Promise<void> {
  const { outcome } = await ops<{ outcome: string }>('regions/dach/publish', { reason: 'a test' })
  // What comes back as it was before is announced again, unchanged.
  expect(['published', 'unchanged']).toContain(outcome)
}

/** Where nothing of the schedule is left, an edge plays an ident of the house; a preview shows nothing there. */
const isOwn = (item: Item | undefined): item is Item => item !== undefined && item.campaignId !== 'cmp_house-idents'

/** Devices that ask for a row of tiles, each again and again until they are stopped. */
function startDevices(many: number) {
  /** The assets of each answer, in the order of their requests' ends. */
  const rows: (readonly string[])[] = []
  const faults: unknown[] = []
  let isOver = false
  const body = { placements: ['a', 'b', 'c', 'd'].map((id) => ({ id, surface: 'browse-tile' })) }
  const device = async (): Promise<void> => {
    while (!isOver) {
      try {
        const { decisions } = await ask(stack.edgeUrl, '/v1/decisions', { body })
        const items = Object.values(decisions).flat().filter(isOwn)
        rows.push(items.map(({ assetId }) => assetId).sort())
      } catch (error) {
        faults.push(error)
      }
    }
  }
  const devices = Array.from({ length: many }, device)
  const stop = async (): Promise<void> => {
    isOver = true
    await Promise.all(devices)
  }
  return { rows, faults, stop }
}

const WHOLE = ['ast_four', 'ast_one', 'ast_three', 'ast_two']
const WITHOUT_AUTUMN = ['ast_four', 'ast_three']
const isSame = (row: readonly string[] | undefined, wanted: readonly string[]) => row?.join() === wanted.join()

it.each([
  ['with the same snapshot', false],
  ['after a publish without it', true],
])(
  'a campaign that is paused under load goes, and comes back %s, and no answer fails or loses anything else',
  async (_how, publishes) => {
    const { rows, faults, stop } = startDevices(4)
    /** Waits for an answer of these assets, and for a hundred more; where among all answers the first of those stands. */
    const seen = async (wanted: readonly string[]): Promise<number> => {
      const from = rows.length
      await eventually(() => rows.slice(from).some((row) => isSame(row, wanted)), Boolean)
      // Requests that were under way by then may have been decided before.
      const settled = rows.length + 4
      await eventually(
        () => rows.length,
        (answers) => answers > settled + 100,
      )
      return settled
    }
    try {
      await seen(WHOLE)
      await ops('campaigns/cmp_autumn/pause', { reason: 'the cut is wrong' })
      const paused = await seen(WITHOUT_AUTUMN)
      if (publishes) await publish()
      const pausedUntil = rows.length
      await ops('campaigns/cmp_autumn/resume', { reason: 'the cut is right' })
      await publish()
      const resumed = await seen(WHOLE)
      await stop()
      expect(faults).toEqual([])
      const distinct = (some: readonly (readonly string[])[]) => [...new Set(some.map((row) => row.join()))]
      expect(distinct(rows.slice(paused, pausedUntil))).toEqual([WITHOUT_AUTUMN.join()])
      expect(distinct(rows.slice(resumed))).toEqual([WHOLE.join()])
      expect(distinct(rows.filter((row) => !WITHOUT_AUTUMN.every((kept) => row.includes(kept))))).toEqual([])
    } finally {
      await stop()
    }
  },
)

it('what a preview shows for later is what devices are served when their clock says that it is later', async () => {
  const DAY_MS = 86_400_000
  const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 19)
  const records = [campaign('premiere', ['three'], { start: inDays(2), end: inDays(4) })]
  const panel = {
    territories: ['DE', 'AT', 'CH'],
    ages: ['guest'],
    instants: [1, 3, 5].map((days) => `${inDays(days)}.000Z`),
  }
  const previewed = await ops<PreviewAnswer>('preview', { surface: 'home-hero', panel, records })
  await ingest(...records)
  await publish()
  const served = async () => {
    const shown: object[] = []
    for (const territory of panel.territories) {
      for (const at of panel.instants) {
        const { decisions } = await ask(stack.edgeUrl, '/v1/autoplay?surface=home-hero', {
          country: territory,
          now: at,
        })
        const [first] = decisions['home-hero'] ?? []
        shown.push({
          territory,
          at,
          shown: isOwn(first) ? { assetId: first.assetId, campaignId: first.campaignId } : null,
        })
      }
    }
    return shown
  }
  const expected = (previewed.panel ?? []).map(({ territory, at, after }) => ({ territory, at, shown: after }))
  expect(JSON.stringify(expected)).toContain('cmp_premiere')
  expect(JSON.stringify(expected)).toContain('cmp_always')
  await eventually(served, (shown) => JSON.stringify(shown).includes('cmp_premiere'))
  expect(await served()).toEqual(expected)
})
