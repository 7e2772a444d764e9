import { scaleLinear } from 'd3-scale'
import { curveMonotoneX, line } from 'd3-shape'
import type { LearnedShown } from '../../contracts/ops/answers/learned/learned.ts'

const HEIGHT = 64
/** Places in the table; the curve has all of them. */
const PLACES = 12

/** How far each place of a surface is looked at: a curve for each, and all of them as a table. */
export function PositionCurves({ positions }: Pick<LearnedShown, 'positions'>) {
  const curves = Object.entries(positions).filter(([, factors = []]) => factors.length > 0)
  const places = Math.min(PLACES, Math.max(0, ...curves.map(([, factors = []]) => factors.length)))
  return (
    <section class="panel padded" aria-label="Position curves">
      <h2>How far places are looked at</h2>
      {curves.length === 0 ? (
        <p class="dim">The run says nothing of places: nothing was seen.</p>
      ) : (
        <>
          <p class="dim">
            What is due to the place itself, told apart from what stood there; the first place is 1. Rates of assets are
            counted as if each had stood first.
          </p>
          <div class="position-curves">
            {curves.map(([surface, factors = []]) => (
              <Curve surface={surface} factors={factors} />
            ))}
          </div>
          <section class="scroll" tabindex={0} aria-label="Position curves in figures">
            <table>
              <thead>
                <tr>
                  <th scope="col">Surface</th>
                  {Array.from({ length: places }, (_, place) => (
                    <th scope="col" class="right">
                      {place + 1}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {curves.map(([surface, factors = []]) => (
                  <tr>
                    <th scope="row">{surface}</th>
                    {Array.from({ length: places }, (_, place) => (
                      <td class="right number">{factors[place]?.toFixed(2) ?? '–'}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </section>
  )
}

function Curve({ surface, factors }: { readonly surface: string; readonly factors: readonly number[] }) {
  const y = scaleLinear([0, Math.max(1, ...factors)], [HEIGHT - 2, 4])
  const path = line<number>()
    .x((_, place) => place)
    .y((factor) => y(factor))
    .curve(curveMonotoneX)
    .digits(3)(factors.length === 1 ? [...factors, ...factors] : factors)
  const last = factors.at(-1) ?? 1
  return (
    <figure>
      <figcaption>
        {surface} <b class="number">{last.toFixed(2)}</b> <small>at place {factors.length}</small>
      </figcaption>
      <svg
        width="100%"
        height={HEIGHT}
        viewBox={`0 0 ${Math.max(1, factors.length - 1)} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <path class="zero" d={`M0 ${HEIGHT - 2}H${Math.max(1, factors.length - 1)}`} />
        <path d={path ?? ''} />
      </svg>
    </figure>
  )
}
