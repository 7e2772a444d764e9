import { scaleLinear } from 'd3-scale'
import type { LearnedShown } from '../../contracts/ops/answers/learned/learned.ts'
import { SURFACE_IDS } from '../../model/nouns/surface.ts'
import { grouped, percent, runHref } from './figures.ts'

type Said = NonNullable<LearnedShown['asset']>
type SaidRate = NonNullable<Said['surfaces'][(typeof SURFACE_IDS)[number]]>

interface AssetRatesProps {
  readonly run: string
  /** As it was typed; empty: none was. */
  readonly asked: string
  readonly asset: LearnedShown['asset']
}

/** What a run says of an asset: its rate with an interval, and what it leans on. */
export function AssetRates({ run, asked, asset }: AssetRatesProps) {
  return (
    <section class="panel padded" id="asset" aria-label="An asset">
      <h2>What it says of an asset, and why</h2>
      <form class="inline" method="get" action={runHref(run)}>
        <label>
          Asset{' '}
          <input
            name="asset"
            value={asked}
            required
            spellcheck={false}
            autocomplete="off"
            placeholder="ast_…"
            data-key="/"
          />
        </label>
        <button type="submit" class="act">
          Show
        </button>
      </form>
      {asked !== '' && asset === null && (
        <p>
          The run says nothing of <bdi class="name">{asked}</bdi>: it is newer than the run, and its taste comes from
          its metadata.
        </p>
      )}
      {asset !== null && <Rates asset={asset} />}
    </section>
  )
}

function Rates({ asset }: { readonly asset: Said }) {
  const rows = SURFACE_IDS.flatMap((surface) => {
    const rate = asset.surfaces[surface]
    return rate === undefined ? [] : [{ surface, rate }]
  })
  const most = Math.max(
    ...rows.flatMap(({ rate }) => [rate.high, rate.surfaceRate ?? 0, rate.leansOn?.rate ?? 0]),
    1e-6,
  )
  return (
    <>
      <p>
        <a href={`/console/why?asset=${encodeURIComponent(asset.id)}`}>
          <code>{asset.id}</code>
        </a>
        : its taste comes from {asset.cold ? 'its metadata, because nobody has acted on it yet' : 'what viewers did'}.
      </p>
      {rows.length === 0 ? (
        <p>Neither it nor another video of its title was seen, so no rate is known: it counts as average.</p>
      ) : (
        <section class="scroll" tabindex={0} aria-label="Rates of the asset">
          <table class="stacks">
            <thead>
              <tr>
                <th scope="col">Surface</th>
                <th scope="col" class="right">
                  Rate, and 8 times out of 10
                </th>
                <th scope="col">
                  <span class="key-own">●</span> rate <span class="key-leans">□</span> leans on{' '}
                  <span class="key-surface">│</span> surface
                </th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ surface, rate }) => (
                <tr>
                  <th scope="row">{surface}</th>
                  <td class="right number" data-label="Rate">
                    <b>{percent(rate.rate)}</b> ({percent(rate.low)} to {percent(rate.high)})
                  </td>
                  <td class="posterior whole">
                    <Posterior rate={rate} most={most} />
                  </td>
                  <td class="flows why-words" data-label="Why">
                    {whyWords(rate)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

/** The interval as a line, the rate on it, and what stands above the asset. */
function Posterior({
  rate: { rate, low, high, surfaceRate, leansOn },
  most,
}: {
  readonly rate: SaidRate
  readonly most: number
}) {
  const x = scaleLinear([0, most], [2, 98])
  const at = (value: number) => `${x(value).toFixed(2)}%`
  return (
    <svg width="100%" height="22" aria-hidden="true">
      <line class="zero" x1="0" x2="100%" y1="11" y2="11" />
      {surfaceRate !== null && <line class="surface" x1={at(surfaceRate)} x2={at(surfaceRate)} y1="1" y2="21" />}
      <line class="interval" x1={at(low)} x2={at(high)} y1="11" y2="11" />
      {leansOn !== null && (
        <rect class="leans" x={at(leansOn.rate)} y="7" width="8" height="8" transform="translate(-4 0)" />
      )}
      <circle class="own" cx={at(rate)} cy="11" r="4" />
    </svg>
  )
}

/** Why the rate is what it is: its own counts, what is expected from above, and how much each weighs. */
function whyWords({ impressions, rewarded, leansOn, surfaceRate }: SaidRate): string {
  const own =
    impressions > 0
      ? `${grouped(rewarded)} rewarded of ${grouped(impressions)} seen (as if in the first place, old ones less)`
      : 'never seen itself'
  const whole = surfaceRate === null ? '' : ` The surface as a whole: ${percent(surfaceRate)}.`
  if (leansOn === null) return `${own}. No report of the run is kept, so what it leans on is not known.${whole}`
  const weight = (100 * impressions) / Math.max(1e-9, impressions + leansOn.impressions)
  return `${own}: ${weight.toFixed(0)} % of the rate. The rest leans on ${percent(leansOn.rate)}, which its title, its genres and the surface let expect, worth ${grouped(leansOn.impressions)} impressions.${whole}`
}
