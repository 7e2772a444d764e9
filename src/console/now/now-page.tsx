import type { AllRegions } from '../../contracts/ops/answers/regions.ts'
import { Act } from '../frame/act.tsx'
import { Instant } from '../frame/times.tsx'
import type { ConsolePage, PageRequest } from '../page.ts'
import { RegionTable } from './region-table.tsx'
import { type Concern, concernsOf } from './verdict.ts'

const RENEWS_EVERY_MS = 10_000

/** `/console`: what is wrong, what changed, what to press. */
export const nowPage: ConsolePage = {
  path: '/console',
  section: 'now',
  parameters: [],
  show: async (request) => {
    const status = await request.ask.get<AllRegions>('regions')
    const concerns = concernsOf(status, request.now)
    return {
      title: concerns[0]?.headline ?? 'All is well',
      renewsEveryMs: RENEWS_EVERY_MS,
      body: (
        <div class="page now">
          <Verdict concerns={concerns} status={status} request={request} />
          <RegionTable status={status} concerns={concerns} />
          <p class="dim" data-part="as-of">
            As of <Instant at={request.now} now={request.now} />, renewed every 10 s.
          </p>
        </div>
      ),
    }
  },
}

interface VerdictProps {
  readonly concerns: readonly Concern[]
  readonly status: AllRegions
  readonly request: PageRequest
}

function Verdict({ concerns, status, request }: VerdictProps) {
  const [worst, ...others] = concerns
  const region = status.regions.find(({ region }) => region === worst?.region)
  return (
    <section class={`verdict ${worst?.tone ?? 'good'}`} aria-label="Verdict" data-part="verdict">
      <h1>{worst?.headline ?? `${capital(numberWord(status.regions.length))} serve what they should`}</h1>
      <p>{worst?.detail ?? 'Every region answers from a fresh snapshot, and takedown lists are signed on time.'}</p>
      <div class="acts">
        {region && (
          <Act
            href={`/console/regions/${region.region}/rollback`}
            me={request.me}
            action="region.rollback"
            hotkey="b"
            look="strong"
          >
            Roll back {region.region}…
          </Act>
        )}
        {region && (
          <Act href={`/console/regions/${region.region}/pin`} me={request.me} action="region.pin" hotkey="p">
            Pin {region.region}…
          </Act>
        )}
        <Act href="/console/takedowns/new" me={request.me} action="takedown.add" hotkey="t" look="danger">
          Take down…
        </Act>
        {worst && (
          <a class="act" href={worst.href}>
            More about it
          </a>
        )}
      </div>
      {others.length > 0 && (
        <ul class="plain-list concerns" aria-label="What else is wrong">
          {others.map(({ headline, detail, tone, href }) => (
            <li class={tone}>
              <a href={href}>{headline}</a> <small>{detail}</small>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function numberWord(regions: number): string {
  return regions === 1 ? 'one region' : `all ${regions} regions`
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
