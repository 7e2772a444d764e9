import { gzipSync } from 'node:zlib'
import { CONSOLE_FILES } from '../../../src/console/console-files.ts'
import { CONSOLE_PAGES } from '../../../src/console/pages.ts'
import { REGION_IDS } from '../../../src/model/nouns/region.ts'
import { OPS_TOKEN, type PublisherWorld, startPublisherWorld } from '../../publisher/publisher-world.ts'
import { asset, campaign, title } from '../../publisher/records.ts'
import { type BenchRow, type Run, type Suite, sizes } from '../suite.ts'
import { compared } from '../tables/comparison.ts'
import { interleaved } from '../tables/measure.ts'

const PACE = { suite: 'console', repeats: 7, unit: 'ms', sampleMs: 50, warmMs: 300, longestRunMs: 60_000 } as const
const TERRITORIES = ['DE', 'AT', 'CH', 'FR', 'GB', 'IE', 'US', 'JP', 'AU', 'IN']
const DAY_MS = 86_400_000
/** The status of all regions: what the first page reads too, and no page can be faster than what it reads. */
const FLOOR = 'GET /ops/v1/regions'

export const suite: Suite = {
  about: 'pages of the console beside one answer of the ops API, and what they and their files weigh, gzipped',
  measure: async (run) => {
    const rows: BenchRow[] = []
    for (const campaigns of sizes(run, [500, 10_000])) rows.push(...(await pagesOver(run, campaigns)))
    return rows
  },
}

async function pagesOver(run: Run, campaigns: number): Promise<readonly BenchRow[]> {
  run.say(`console: taking in ${campaigns} campaigns`)
  const world = await startPublisherWorld()
  try {
    await world.ingest(title('hero'), asset('hero'), ...Array.from({ length: campaigns }, (_, index) => madeUp(index)))
    for (const region of run.quick ? REGION_IDS.slice(0, 1) : REGION_IDS) await world.publish(region)
    const pages = CONSOLE_PAGES.map(({ path }) => path).filter(isOfSection)
    const timed = await interleaved(run, { ...PACE, candidates: campaigns, floor: FLOOR }, [
      { name: FLOOR, run: () => bytesOf(world, '/ops/v1/regions') },
      ...pages.map((path) => ({ name: path, run: () => bytesOf(world, path) })),
    ])
    const weighed: BenchRow[] = []
    for (const path of [...pages, ...Object.values(CONSOLE_FILES)]) {
      const values = [(await bytesOf(world, path)) / 1000]
      weighed.push(
        compared('console', { name: `${nameOf(path)}, weight`, candidates: campaigns, unit: 'kB gz', values }, null),
      )
    }
    return [...timed, ...weighed]
  } finally {
    await world.close()
  }
}

/** A campaign of a few days in one of ten territories, on one of four surfaces. */
function madeUp(index: number): object {
  const surfaces = ['home-hero', 'browse-tile', 'title-detail', 'clips-feed']
  const start = Date.UTC(2026, 10, 20) + (index % 28) * DAY_MS
  return campaign(`made-${index}`, ['hero'], {
    name: `Campaign ${index}`,
    territories: [TERRITORIES[index % TERRITORIES.length]],
    surfaces: [surfaces[index % surfaces.length]],
    start: new Date(start).toISOString().slice(0, 19),
    end: new Date(start + (1 + (index % 9)) * DAY_MS).toISOString().slice(0, 19),
  })
}

/** A page that the navigation leads to: the others want something of the address. */
function isOfSection(path: string): boolean {
  return path.split('/').length <= 3
}

/** What an answer weighs, gzipped; a file of the console is named without its hash. */
async function bytesOf(world: PublisherWorld, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${OPS_TOKEN}` }
  const answer = await world.app.request(path, { headers }, world.environment)
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`)
  return gzipSync(new Uint8Array(await answer.arrayBuffer())).byteLength
}

function nameOf(path: string): string {
  return path.replace(/-[0-9a-f]{10}(?=\.)/, '')
}
