import type { ApprovalList } from '../../contracts/ops/answers/approvals.ts'
import type { RegionHealthAnswer } from '../../contracts/ops/answers/history/health.ts'
import type { CanaryTrial } from '../../contracts/ops/answers/inquiries/canary-trial.ts'
import type { RegionAnswer } from '../../contracts/ops/answers/regions.ts'
import type { AnnouncedSnapshots } from '../../contracts/ops/answers/snapshots.ts'
import { partOf } from '../ask.ts'
import { Refusal } from '../frame/problem-page.tsx'
import { Prose } from '../frame/prose.tsx'
import { State } from '../frame/state.tsx'
import { Instant } from '../frame/times.tsx'
import { worstFirst } from '../now/verdict/concern.ts'
import { regionConcerns } from '../now/verdict/region-concerns.ts'
import type { ConsolePage } from '../page.ts'
import { CanaryFacts } from './canary-facts.tsx'
import { CanaryTrialView } from './canary-trial.tsx'
import { HealthCurve } from './health-curve.tsx'
import { KeptSnapshots } from './kept-snapshots.tsx'
import { LastPublish } from './last-publish.tsx'
import { RegionActs } from './region-acts.tsx'
import { RegionFacts } from './region-facts.tsx'
import { SigningKeys } from './signing-keys.tsx'
import { WaitingRequests } from './waiting-requests.tsx'

const RENEWS_EVERY_MS = 10_000
const DAY_MS = 86_400_000

/** What a single region does not say: all of it is about every region. */
const NOT_ASKED = { staleFeeds: null, feeds: null, deadMessages: null, notices: null, pacing: null }

/** `/console/regions/{r}`: what is live, what was tried, and what it can go back to. */
export const regionPage: ConsolePage = {
  path: '/console/regions/:region',
  section: 'regions',
  parameters: [],
  show: async ({ path, ask, me, now }) => {
    const status = await ask.get<RegionAnswer>(`regions/${path('region')}`)
    const { region } = status
    const from = new Date(now - DAY_MS).toISOString()
    const [kept, approvals, day, trial, recent] = await Promise.all([
      partOf(ask.get<AnnouncedSnapshots>(`regions/${region}/snapshots`)),
      partOf(ask.get<ApprovalList>('approvals')),
      partOf(ask.get<RegionHealthAnswer>(`regions/${region}/health?from=${from}&step=3600`)),
      status.canary && partOf(ask.get<CanaryTrial>(`regions/${region}/canary`)),
      partOf(ask.get<RegionHealthAnswer>(`regions/${region}/health`)),
    ])
    const all = { regions: [status], ...NOT_ASKED, keys: status.keys, keyProblem: status.keyProblem }
    const health = 'answer' in recent ? { [region]: recent.answer.buckets } : {}
    const concerns = worstFirst(regionConcerns(status, { status: all, health, changes: [], now }))
    return {
      title: region,
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page region">
          <header class="head">
            <h1>{region}</h1>
            <RegionActs status={status} me={me} />
          </header>
          <section class="panel padded" aria-label="What is live" data-part="live">
            {concerns.map(({ tone, headline, detail }) => (
              <p>
                <State tone={tone}>
                  <b>{headline}.</b>
                </State>{' '}
                <Prose text={detail} />
              </p>
            ))}
            <RegionFacts status={status} now={now} />
          </section>
          {'answer' in approvals && (
            <WaitingRequests
              approvals={approvals.answer.approvals.filter(
                (each) => each.region === region && each.kind !== 'campaign',
              )}
              region={region}
              me={me}
              now={now}
            />
          )}
          {status.canary && (
            <section class="panel padded" aria-label="Canary" data-part="canary">
              <h2>Canary</h2>
              <CanaryFacts canary={status.canary} now={now} />
              {trial && 'answer' in trial && <CanaryTrialView trial={trial.answer} />}
              {trial && 'refused' in trial && <Refusal problem={trial.refused} />}
            </section>
          )}
          <section class="panel padded" aria-label="The last 24 hours" data-part="health">
            <h2>The last 24 hours</h2>
            {'answer' in day ? <HealthCurve buckets={day.answer.buckets} /> : <Refusal problem={day.refused} />}
          </section>
          <LastPublish status={status} me={me} now={now} />
          <section class="panel scroll" aria-label="Kept snapshots" data-part="kept" tabindex={0}>
            <h2>Kept snapshots</h2>
            {'answer' in kept ? (
              <KeptSnapshots kept={kept.answer} me={me} now={now} />
            ) : (
              <Refusal problem={kept.refused} />
            )}
          </section>
          <SigningKeys known={status} />
          <p class="dim" data-part="as-of">
            As of <Instant at={now} now={now} />, renewed every 10 s.
          </p>
        </div>
      ),
    }
  },
}
