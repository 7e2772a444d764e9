import type { WhoAmI } from '../../contracts/ops/answers/inquiries/who-am-i.ts'
import type { RegionStatus } from '../../contracts/ops/answers/regions.ts'
import type { RegionId } from '../../model/nouns/region.ts'
import { linkTo } from '../acts/console-acts.ts'
import { Act } from '../frame/act.tsx'
import { Prose } from '../frame/prose.tsx'
import { ShareCurve } from './share-curve.tsx'
import { recentOf, shareOver } from './verdict/answer-shares.ts'
import type { Concern } from './verdict/concern.ts'
import type { Situation } from './verdict/situation.ts'
import type { Verdict } from './verdict/verdict.ts'

interface VerdictPanelProps {
  readonly verdict: Verdict
  readonly situation: Situation
  readonly me: WhoAmI
}

/** The sentence, what to press, what else is wrong, and the curve of the region that it is about. */
export function VerdictPanel({ verdict, situation, me }: VerdictPanelProps) {
  const { headline, detail, tone, concerns } = verdict
  const [worst, ...others] = concerns
  const region = regionOfActs(verdict)
  const drawn = worst?.region ?? regionToWatch(situation)
  return (
    <section class={`verdict ${tone}`} aria-label="Verdict" data-part="verdict">
      <h1>{headline}</h1>
      {detail !== '' && (
        <p>
          <Prose text={detail} />
        </p>
      )}
      <Acts region={region} status={statusOf(region, situation)} worst={worst} me={me} />
      {others.length > 0 && <Others concerns={others} />}
      {drawn !== null && <ShareCurve region={drawn} situation={situation} />}
    </section>
  )
}

interface ActsProps {
  /** null: no region is at fault. */
  readonly region: RegionId | null
  /** Whether it has something live, which can be rolled back or pinned, and whether it is pinned. */
  readonly status: RegionStatus | undefined
  readonly worst: Concern | undefined
  readonly me: WhoAmI
}

/** A publish writes what is announced anew, unless a pin refuses it. */
const MENDED_BY_PUBLISH: readonly Concern['kind'][] = ['refuses-newest', 'stale', 'publish-refused']

function publishHelps(worst: Concern | undefined): boolean {
  return worst !== undefined && MENDED_BY_PUBLISH.includes(worst.kind)
}

/** What is pressed at three in the morning. Where nothing is wrong there is no region to act on, unless there is only one. */
function Acts({ region, status, worst, me }: ActsProps) {
  const isLive = typeof status?.snapshot === 'string'
  const isPinned = typeof status?.pinned?.until === 'string'
  return (
    <div class="acts">
      {region !== null && (!isLive || (publishHelps(worst) && !isPinned)) && (
        <Act
          href={`/console/regions/${region}/publish`}
          me={me}
          action="region.publish"
          regions={[region]}
          hotkey="u"
          look={isLive ? undefined : 'strong'}
        >
          Publish {region}…
        </Act>
      )}
      {region !== null && isLive && (
        <>
          <Act
            {...linkTo('rollback', region)}
            me={me}
            regions={[region]}
            hotkey="b"
            look={worst?.tone === 'bad' ? 'strong' : undefined}
          >
            Roll back {region}…
          </Act>
          <Act {...linkTo(isPinned ? 'unpin' : 'pin', region)} me={me} regions={[region]} hotkey="p">
            {isPinned ? 'Unpin' : 'Pin'} {region}…
          </Act>
        </>
      )}
      <Act {...linkTo('takeDown')} me={me} hotkey="t" look="danger">
        Take down…
      </Act>
      {worst && (
        <a class="act" href={worst.href}>
          More about it
        </a>
      )}
    </div>
  )
}

function Others({ concerns }: { readonly concerns: readonly Concern[] }) {
  return (
    <ul class="plain-list concerns" aria-label="What else is wrong">
      {concerns.map(({ headline, detail, tone, href }) => (
        <li class={tone}>
          <a href={href}>{headline}</a>{' '}
          <small>
            <Prose text={detail} />
          </small>
        </li>
      ))}
    </ul>
  )
}

function regionOfActs({ concerns, regions }: Verdict): RegionId | null {
  const concerned = concerns.find(({ region }) => region !== null)?.region ?? null
  const [only, ...others] = regions
  return concerned ?? (others.length === 0 ? (only?.status.region ?? null) : null)
}

function statusOf(region: RegionId | null, { status }: Situation): RegionStatus | undefined {
  return status.regions.find((each) => each.region === region)
}

/** While nothing is wrong: the region that is nearest to it. */
function regionToWatch({ status, health, now }: Situation): RegionId | null {
  const shares = status.regions.flatMap(({ region }) => {
    const recent = recentOf(health[region] ?? [], now)
    const baseline = shareOver(recent, 'baseline')
    return baseline === null ? [] : [{ region, baseline, empty: shareOver(recent, 'empty') ?? 0 }]
  })
  const [nearest] = shares.sort((one, other) => other.baseline - one.baseline || other.empty - one.empty)
  return nearest?.region ?? null
}
