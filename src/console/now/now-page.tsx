import { Instant } from '../frame/times.tsx'
import type { ConsolePage } from '../page.ts'
import { ChangesPanel } from './changes-panel.tsx'
import { readNow } from './read-now.ts'
import { RegionTable } from './region-table.tsx'
import { verdictOf } from './verdict/verdict.ts'
import { VerdictPanel } from './verdict-panel.tsx'

const RENEWS_EVERY_MS = 10_000

/** `/console`: what is wrong, what changed, what to press. */
export const nowPage: ConsolePage = {
  path: '/console',
  section: 'now',
  parameters: [],
  show: async ({ ask, me, now }) => {
    const { situation, changes } = await readNow(ask, now)
    const verdict = verdictOf(situation)
    return {
      title: verdict.concerns.length === 0 ? 'All is well' : verdict.headline,
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page">
          <div class="now-first">
            <VerdictPanel verdict={verdict} situation={situation} me={me} />
            <ChangesPanel changes={changes} />
          </div>
          <RegionTable regions={verdict.regions} health={situation.health} now={now} />
          <p class="dim" data-part="as-of">
            As of <Instant at={now} now={now} />, renewed every 10 s.
          </p>
        </div>
      ),
    }
  },
}
