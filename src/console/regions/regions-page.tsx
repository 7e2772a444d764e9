import { Instant } from '../frame/times.tsx'
import { readNow } from '../now/read-now.ts'
import { RegionTable } from '../now/region-table.tsx'
import { verdictOf } from '../now/verdict/verdict.ts'
import type { ConsolePage } from '../page.ts'
import { SigningKeys } from './signing-keys.tsx'

const RENEWS_EVERY_MS = 10_000

/** `/console/regions`: every region that the caller may see, the worst first, and the keys that sign them. */
export const regionsPage: ConsolePage = {
  path: '/console/regions',
  section: 'regions',
  parameters: [],
  show: async ({ ask, now }) => {
    const { situation } = await readNow(ask, now)
    return {
      title: 'Regions',
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page">
          <header class="head">
            <h1>Regions</h1>
            <p class="dim" data-part="as-of">
              As of <Instant at={now} now={now} />, renewed every 10 s.
            </p>
          </header>
          <RegionTable regions={verdictOf(situation).regions} health={situation.health} now={now} />
          <SigningKeys known={situation.status} />
        </div>
      ),
    }
  },
}
